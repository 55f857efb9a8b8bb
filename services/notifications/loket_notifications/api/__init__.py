"""The deliveries over HTTP."""
