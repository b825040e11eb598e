"""Keys on tokens and cards, through PKCS #11. Importing this package loads no module and no library.

| module | responsible for |
|---|---|
| `known`, `probing`, `verdicts`, `shelf` | which modules there are, and which of them load without harm |
| `cryptoki`, `codes`, `faults` | the calls that python-pkcs11 cannot make for us; what the codes mean to a person |
| `modules`, `contents` | one loaded module; what lies on a token, and which keys that makes |
| `mechanisms`, `opened` | how a token is asked to sign; a key that is open |
| `ring` | the key ring: listing and opening. Implements `signing.keyring.DeviceKeys` |

Everything that calls into a module runs in the device thread (`signing.devices`) and asserts it.
"""
