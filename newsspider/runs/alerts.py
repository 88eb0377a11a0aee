"""Tell somebody: a webhook, a command of the user's. Neither can break a run."""

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from typing import Any

from newsspider import show
from newsspider.ledger import Ledger
from newsspider.ledger.tombstones import mark, marked
from newsspider.options import Options
from newsspider.runs.health import Alert

PATIENCE = 10  # seconds for each of the two
MOST = 100  # alerts that wait for a listener; what is older than these is stale
_UNTOLD = "alerts-untold"

Shapes = list[dict[str, Any]]


def send(alerts: Sequence[Alert], options: Options, ledger: Ledger) -> list[str]:
    """Tell the alerts of a run, and those that could not be told before.

    Returns a line for each listener that could not be reached; it is told next time.
    """
    untold: dict[str, Shapes] = json.loads(marked(ledger, _UNTOLD) or "{}")
    listeners: dict[str, Callable[[Shapes, Options], str]] = {}
    if options.webhook.startswith(("http://", "https://")):
        listeners["webhook"] = _webhook
    if options.command:
        listeners["command"] = _command
    left: dict[str, Shapes] = {}
    lines = []
    for name, tell in listeners.items():
        due = untold.get(name, []) + [alert.shape() for alert in alerts]
        if due and (trouble := tell(due, options)):
            left[name] = due[-MOST:]
            lines.append(f"[crawl] {name}: {trouble}; it will be told by the next run")
    if left != untold:
        mark(ledger, _UNTOLD, json.dumps(left) if left else "")
    return lines


def _webhook(shapes: Shapes, options: Options) -> str:
    """Send all in one JSON document; return what went wrong, never the address (a secret)."""
    text = show.clean(json.dumps({"version": 1, "alerts": shapes}, ensure_ascii=False)).encode()
    request = urllib.request.Request(  # noqa: S310  the user's own address, http(s) only
        options.webhook, data=text, headers={"Content-Type": "application/json"}
    )
    try:
        urllib.request.urlopen(request, timeout=PATIENCE).close()  # noqa: S310  as above
    except urllib.error.HTTPError as error:
        with error:
            return f"the server answered {error.code}"
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        return f"the server cannot be reached ({getattr(reason, 'strerror', None) or 'no answer'})"
    return ""


def _command(shapes: Shapes, options: Options) -> str:
    """Give a line each to the command's stdin; return what went wrong."""
    told = [
        Alert(each["source"], each["kind"], each["detail"], begins=each["state"] == "begins")
        for each in shapes
    ]
    lines = "".join(f"{show.line(str(alert))}\n" for alert in told).encode()
    try:
        subprocess.run(  # noqa: S603  the user's own command, no shell
            options.command, input=lines, timeout=PATIENCE, check=True, capture_output=True
        )
    except subprocess.TimeoutExpired:
        return f"{options.command[0]} did not end within {PATIENCE} s"
    except subprocess.CalledProcessError as error:
        return f"{options.command[0]} ended with code {error.returncode}"
    except OSError as error:
        return f"{options.command[0]} cannot be run ({error.strerror})"
    return ""
