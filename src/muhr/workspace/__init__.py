"""The workspace: everything that is kept between two runs, in one folder, and the secrets, in the system's keyring."""
