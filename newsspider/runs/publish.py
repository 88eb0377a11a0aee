"""Check the changed posts, then commit and push them, or run a command of the user's."""

import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from newsspider.errors import ConfigError, OutputError, PublishError
from newsspider.ledger import adopt, copies, index, tombstones
from newsspider.ledger.rebuild import opened
from newsspider.options import Options
from newsspider.outbox import Outbox, digest
from newsspider.runs import restore
from newsspider.runs.git import Git

_ATTRIBUTES = ".newsspider/.gitattributes"
_PUBLISHED = "published"  # the mark: the index that a user's command has published
_TRIES = 3  # somebody else may push between our pull and our push


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was published: how many files changed, and in words where they went."""

    changed: int
    where: str


def publish(options: Options, *, command: str = "", message: str = "") -> Published:
    """Publish what changed under the output folder; only for who holds the lock.

    PublishError where a post is broken (nothing is published then), where another's change
    collides with ours, or where the push is refused: what was committed is kept and goes out
    next time.
    """
    if not options.output.is_dir():
        raise ConfigError(f"{options.output}: there is no such folder; crawl first")
    restore.prepare(options)
    restore.write_index(options)
    if command:
        return _by_command(options, command)
    git = Git(options.output)
    _check_repository(git, options)
    Outbox(options.output).replace(_ATTRIBUTES, b"index.jsonl merge=union\n")
    changed = _changed(git)
    _check_posts(options, changed)
    if changed:
        _commit(git, changed, message)
    return Published(changed=len(changed), where=_push(git, options))


def _by_command(options: Options, command: str) -> Published:
    """Run *command* in the output folder if the posts are not those that it published last."""
    state = digest((options.output / index.INDEX).read_bytes()) if _has_index(options) else ""
    with closing(opened(options.output, options.sources_dir)) as ledger:
        if state == tombstones.marked(ledger, _PUBLISHED):
            return Published(changed=0, where="nothing changed")
        posts = [path for path, _ in adopt.posts(options.output)]
        _check_posts(options, posts)
        done = subprocess.run(  # noqa: S602  it is the user's own command line
            command, shell=True, cwd=options.output, check=False
        )
        if done.returncode:
            raise PublishError(f"the command ended with code {done.returncode}: {command[:100]}")
        tombstones.mark(ledger, _PUBLISHED, state)
    return Published(changed=len(posts), where="the command ran")


def _has_index(options: Options) -> bool:
    return (options.output / index.INDEX).is_file()


def _check_repository(git: Git, options: Options) -> None:
    if git.attempt("rev-parse", "--is-inside-work-tree")[0]:
        raise ConfigError(
            f"{options.output}: is in no git repository; make one, or give a command with --run"
        )
    if git.attempt("symbolic-ref", "-q", "HEAD")[0]:
        raise PublishError("no branch is checked out; git switch to one")
    for name in ("rebase-merge", "rebase-apply", "MERGE_HEAD"):
        path = Path(git.run("rev-parse", "--git-path", name).strip())
        if (options.output / path).exists():
            raise PublishError("a merge or rebase is unfinished; finish or abort it with git")
    ignored, out, _ = git.attempt("check-ignore", "--", *_first_posts(options))
    if ignored == 0 and out.strip():
        raise ConfigError(f"{options.output}: git ignores {out.split()[0]}; change .gitignore")


def _first_posts(options: Options) -> list[str]:
    with closing(opened(options.output, options.sources_dir)) as ledger:
        paths = (record.path for record in ledger.records() if record.path)
        return [next(paths, "post.md")]


def _changed(git: Git) -> list[str]:
    """Return the files under the output folder that differ from the last commit."""
    inside = ("--", ".", ":(exclude).newsspider")
    changed = git.names("ls-files", "-m", "-o", "-d", "--exclude-standard", "-z", *inside)
    if not git.attempt("rev-parse", "-q", "--verify", "HEAD")[0]:
        changed += git.names("diff", "HEAD", "--name-only", "--relative", "-z", *inside)
    else:
        changed += git.names("ls-files", "-c", "-z", *inside)
    ours = [index.INDEX, _ATTRIBUTES]
    changed += [name for name in ours if _differs(git, name)]
    return sorted(set(changed))


def _differs(git: Git, name: str) -> bool:
    if not (git.folder / name).is_file():
        return False
    if git.attempt("ls-files", "--error-unmatch", "--", name)[0]:
        return True
    return bool(git.attempt("diff", "--quiet", "HEAD", "--", name)[0])


def _check_posts(options: Options, names: list[str]) -> None:
    """Refuse the first broken posts; one that is as the ledger says was checked when written."""
    with closing(opened(options.output, options.sources_dir)) as ledger:
        rows = {record.path: record.sha256 for record in ledger.records() if record.path}
        rows |= {
            copy.path: copy.sha256
            for each in copies.every(ledger).values()
            for copy in each.values()
        }
    broken = []
    for name in names:
        file = options.output / name
        if name.endswith(adopt.POST_ENDINGS) and file.is_file():
            try:
                content = file.read_bytes()
            except OSError as error:
                raise OutputError(f"{file}: cannot be read: {error.strerror}") from error
            if digest(content) != rows.get(name) and (why := fault(content)):
                broken.append(f"{name}: {why}")
    if broken:
        more = f" (and {len(broken) - 3} more)" if len(broken) > 3 else ""
        raise PublishError(f"nothing was published: {'; '.join(broken[:3])}{more}")


def fault(content: bytes) -> str:
    """Return what would break the site in a post that the user wrote, or an empty text."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start}"
    if "\x00" in text:
        return "holds a NUL"
    if any(line.startswith(("<<<<<<< ", ">>>>>>> ")) for line in text.splitlines()):
        return "holds the marks of a merge conflict"
    if text.startswith("---") and adopt.read_post(content, "") is None:
        return "its front matter has no end"
    return ""


def _commit(git: Git, changed: list[str], message: str) -> None:
    names = "\0".join(f":(literal){name}" for name in changed)
    listed = ("--pathspec-from-file=-", "--pathspec-file-nul")
    git.run("add", "-A", "-f", *listed, stdin=names)
    posts = [name for name in changed if name.endswith(adopt.POST_ENDINGS)]
    gone = sum(not (git.folder / name).exists() for name in posts)
    said = message or subject(len(posts) - gone, gone)
    git.run("commit", "-q", "-m", said, "--only", *listed, stdin=names)


def subject(made: int, gone: int) -> str:
    """Return the first line of a commit that brings *made* posts and takes *gone* away."""
    parts = [f"Publish {made}"] if made or not gone else []
    parts += [f"{'take away' if made else 'Take away'} {gone}"] if gone else []
    return f"{', '.join(parts)} {'post' if (gone or made) == 1 else 'posts'}"


def _push(git: Git, options: Options) -> str:
    """Bring in what others pushed, push, and say where to."""
    remotes = git.run("remote").split()
    if not remotes:
        return "committed; there is no remote to push to"
    code, upstream, _ = git.attempt("rev-parse", "--abbrev-ref", "@{upstream}")
    if code:
        remote = "origin" if "origin" in remotes else remotes[0]
        git.run("push", "-q", "-u", remote, "HEAD")
        return f"pushed to {remote}"
    said = ""
    for _ in range(_TRIES):
        _pull(git, options)
        if git.run("rev-list", "--count", "@{upstream}..HEAD").strip() == "0":
            return f"nothing to push to {upstream.strip()}"
        code, _, said = git.attempt("push", "-q")
        if code == 0:
            return f"pushed to {upstream.strip()}"
    raise PublishError(f"the push was refused: {said}; it is committed, and goes out next time")


def _pull(git: Git, options: Options) -> None:
    code, _, said = git.attempt("pull", "-q", "--rebase", "--autostash")
    if code:
        names = git.attempt("diff", "--name-only", "--diff-filter=U", "--relative", "-z")[1]
        conflicts = [name for name in names.split("\0") if name]
        git.attempt("rebase", "--abort")
        if conflicts:
            raise PublishError(
                f"others changed what we changed: {', '.join(conflicts[:3])}; it is committed "
                "here and not pushed; solve it with git pull --rebase"
            )
        raise PublishError(f"git pull failed: {said}; it is committed, and goes out next time")
    restore.prepare(options)
