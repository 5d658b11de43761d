"""What every table of docclerk.toml has in common."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

SECRETS = {
    *("password", "bot_token", "app_token", "signing_secret", "client_secret"),
    *("secret_key", "api_key", "metrics_key"),
}


class Section(BaseModel):
    """A table of the file; an unknown key is an error, a secret may stand in a file named by `<key>_file`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def read_secret_files(cls, values: Any) -> Any:
        """Replaces `<secret>_file = "path"` by the stripped content of that file."""
        if not isinstance(values, dict):
            return values
        for key in [k for k in values if k.endswith("_file") and k.removesuffix("_file") in SECRETS]:
            path = Path(str(values.pop(key)))
            if not path.is_file():
                raise ValueError(f"{key}: there is no file {path}")
            values[key.removesuffix("_file")] = path.read_text("utf-8").strip()
        return values
