"""A published version in, a tagged revision on the Hugging Face Hub out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from builder.dataset import manifest
from builder.errors import OutputError, VersionError


@dataclass(frozen=True, slots=True)
class Pushed:
    """Where the version is now."""

    url: str
    commit: str
    tag: str


def push(directory: Path, repo: str, *, private: bool = False) -> Pushed:
    """Upload the version in ``directory`` to the dataset repository ``repo`` and tag the commit ``v<version>``.

    Exactly the files of the manifest are uploaded and stay as they are, so that the checksums hold for those who
    download them; what an earlier version left in data/ and reports/ is deleted in the same commit. The token is that
    of the environment (HF_TOKEN) or of ``hf auth login``.

    Raises InputError when a file is not what the manifest says, VersionError when the tag exists, OutputError when
    the Hub cannot be reached or refuses.
    """
    from huggingface_hub import HfApi

    described = manifest.check(directory)
    tag = f"v{described['version']}"
    api = HfApi()
    with _explained(repo):
        api.create_repo(repo, repo_type="dataset", private=private, exist_ok=True)
        if tag in {reference.name for reference in api.list_repo_refs(repo, repo_type="dataset").tags}:
            raise VersionError(
                f"{repo} has the tag {tag} already.", hint="A version is never overwritten: build the next one."
            )
        commit = api.upload_folder(
            repo_id=repo,
            repo_type="dataset",
            folder_path=directory,
            commit_message=f"{described['title']} {described['version']}",
            delete_patterns=["data/*", "reports/*"],
        )
        api.create_tag(repo, tag=tag, revision=commit.oid, repo_type="dataset")
    return Pushed(f"{api.endpoint}/datasets/{repo}/tree/{tag}", str(commit.oid), tag)


@contextmanager
def _explained(repo: str) -> Iterator[None]:
    """What the Hub answers -> OutputError with the way out."""
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError
    from huggingface_hub.errors import HTTPError as Unreachable  # type: ignore[attr-defined]  # httpx's or httpx2's

    try:
        yield
    except HFValidationError as error:
        raise OutputError(f"{repo!r} is not the name of a repository.", hint="It reads owner/name.") from error
    except HfHubHTTPError as error:
        status = error.response.status_code if error.response is not None else None
        if status in {401, 403}:
            raise OutputError(
                f"the Hub does not let you write to it ({status}).",
                where=repo,
                hint="Log in with `hf auth login` or set HF_TOKEN to a token that may write.",
            ) from error
        raise OutputError(f"the Hub answered: {error}.", where=repo) from error
    except (Unreachable, ConnectionError) as error:
        raise OutputError(
            f"the Hub cannot be reached: {error}.", where=repo, hint="Nothing was tagged; push again when it can."
        ) from error
