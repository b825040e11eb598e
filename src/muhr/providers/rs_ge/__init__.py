"""RS.ge eAPI "tax document" 1.0.8 (Georgia): every call of its API document."""

from muhr.providers.rs_ge.client import RsGe

__all__ = ["RsGe"]
