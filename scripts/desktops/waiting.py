"""Waiting for something to become true."""

import time


def wait_for(description, condition, seconds=30):
    """Calls `condition` until it returns something true, and returns that; raises TimeoutError after a while."""
    end = time.monotonic() + seconds
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise TimeoutError(f"{description} did not come within {seconds} s")
        time.sleep(0.2)
