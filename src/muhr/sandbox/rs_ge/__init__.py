"""The simulated RS.ge eAPI: written from its API document, knowing nothing of the client."""
