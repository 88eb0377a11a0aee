"""Tell somebody: a webhook or a command of the user's. Neither can break a run."""

import json
import logging
import subprocess
import urllib.request
from collections.abc import Sequence

from newsspider import show
from newsspider.options import Options
from newsspider.runs.health import Alert

PATIENCE = 10  # seconds for each of the two

_log = logging.getLogger(__name__)


def send(alerts: Sequence[Alert], options: Options) -> None:
    """Send the alerts of a run, all in one JSON document; a failure is one line in the log."""
    if not alerts:
        return
    shapes = [alert.shape() for alert in alerts]
    text = show.clean(json.dumps({"version": 1, "alerts": shapes}, ensure_ascii=False)).encode()
    if options.webhook.startswith(("http://", "https://")):
        request = urllib.request.Request(  # noqa: S310  the user's own address, http(s) only
            options.webhook, data=text, headers={"Content-Type": "application/json"}
        )
        try:
            urllib.request.urlopen(request, timeout=PATIENCE).close()  # noqa: S310  as above
        except OSError as error:
            _log.warning("the webhook could not be told: %s", type(error).__name__)
    if options.command:
        lines = "".join(f"{show.line(str(alert))}\n" for alert in alerts).encode()
        try:
            subprocess.run(  # noqa: S603  the user's own command, no shell
                options.command, input=lines, timeout=PATIENCE, check=True, capture_output=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            _log.warning("the alert command failed: %s", type(error).__name__)
