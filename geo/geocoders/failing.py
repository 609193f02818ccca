"""What can go wrong with an online geocoder, each in a sentence with its remedy."""

from __future__ import annotations

SENTENCES = {
    "late": "{name} did not answer in time: try again later, or go on without it.",
    "cut": "{name} could not be reached: check the network, or go on without it.",
    "trust": "The connection to {name} cannot be trusted, its certificate is bad: check the clock and the network.",
    "busy": "{name} is asked too often just now: wait some minutes before trying again.",
    "ill": "{name}'s server fails: try again later, or choose another service.",
    "moved": "{name} sent the question on to another address, which is never followed: check the service's domain.",
    "long": "{name} answered more than a megabyte, which is not read: check the service's domain.",
    "garbled": "{name}'s answer cannot be understood: try again later, or choose another service.",
    "impossible": "{name} answered with an impossible position, which is not used: choose another service.",
    "key": "{name} did not accept the key: check DATELINE_GEOCODER_KEY, or choose a service that needs none.",
    "quota": "The allowance of questions at {name} is used up: wait until it is renewed, or choose another service.",
    "query": "{name} did not accept the question: choose another service for this name.",
    "paused": "{name} failed or asked for a pause and is not asked again for {wait}: go on without it until then.",
    "crowded": "Too many others are waiting for {name}: try again in a minute.",
    "unkept": "{name} is not asked, since its answers cannot be kept on the disk: make room, or let "
    "DATELINE_GEOCODER_CACHE name a file in a folder that can be written.",
}
RETRIED = frozenset({"late", "cut", "busy", "ill"})
KEPT_OUT = frozenset({"key", "quota"})


class Failure(Exception):
    """Why there is no answer: a kind of ``SENTENCES``, and the seconds of pause that the server asks for, or 0."""

    def __init__(self, kind: str, pause: float = 0.0) -> None:
        super().__init__(kind)
        self.kind, self.pause = kind, pause

    def sentence(self, name: str) -> str:
        """The failure of the service with this name, in words.

        >>> Failure("paused", 90).sentence("Photon")
        'Photon failed or asked for a pause and is not asked again for 2 minutes: go on without it until then.'
        """
        return SENTENCES[self.kind].format(name=name, wait=_wait(self.pause))


def _wait(seconds: float) -> str:
    minutes = max(1, round(seconds / 60 + 0.499))
    return "a minute" if minutes == 1 else f"{minutes} minutes"
