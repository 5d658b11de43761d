"""docclerk.toml: every key checked, the environment on top, secrets from files, paths from its folder."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Config, ConfigError
from bot.first_config import FIRST_CONFIG
from bot.units import duration, size

COMPANY = '[clerk]\ncompany = "Haus"\n'


@pytest.fixture
def load(tmp_path: Path):
    """Loads a configuration with this text after the company."""

    def loading(text: str = "", whole: str = "") -> Config:
        (tmp_path / "docclerk.toml").write_text(whole or COMPANY + text, "utf-8")
        return Config.load(tmp_path / "docclerk.toml")

    return loading


def test_only_the_company_must_be_given(load) -> None:
    config = load()
    assert (config.clerk.language, config.clerk.mode) == ("de", "auto")
    assert config.mail.smtp.listen == "127.0.0.1:8025"
    assert config.limits.attempts == 3
    assert (config.mail.imap, config.slack, config.feeds) == ((), None, {})


def test_the_first_configuration_holds_the_defaults(load) -> None:
    written, bare = load(whole=FIRST_CONFIG), load()
    assert written.mail == bare.mail
    assert written.links == bare.links
    assert written.web == bare.web
    assert written.store == bare.store


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ("langauge = 'de'", "clerk.langauge", "language"),
        ("[mial]\naddress = 'a@b.test'", "mial", "mail"),
        ("[mail.smpt]\nlisten = 'x'", "mail.smpt", "smtp"),
        ("[mail.smtp]\nlissen = 'x'", "mail.smtp.lissen", "listen"),
        ("[mail.imap]\nhost = 'h'\npasword = 'x'", "mail.imap.pasword", "password"),
        ("[slack]\nbot_tokn = 'x'", "slack.bot_tokn", "bot_token"),
        ("[feeds.erp]\npath = 'x'\ndecimals = ','", "feeds.erp.decimals", "decimal"),
        ("[links]\nday = 3", "links.day", "days"),
        ("[reminders]\nlevels = [{day = 3}]", "reminders.levels.0.day", "days"),
    ],
)
def test_an_unknown_key_is_an_error_that_names_the_nearest(load, text: str, key: str, nearest: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(text)
    assert f"{key} is not a key of docclerk; the nearest valid key is {nearest!r}." in str(error.value)


@pytest.mark.parametrize(
    ("whole", "says"),
    [
        ("", "clerk is missing"),
        ("[clerk]\n", "clerk.company is missing; add it to docclerk.toml."),
        ("[clerk]\ncompany = ", "is not valid TOML"),
        (
            COMPANY + "timezone = 'Mars/Olympus'",
            "'Mars/Olympus' is no time zone; write one like \"Europe/Berlin\"",
        ),
        (COMPANY + "mode = 'maybe'", "clerk.mode: Input should be 'auto', 'draft', 'shadow' or 'off'"),
        (COMPANY + "[mail]\nattach_bytes = 'lots'", "'lots' is no size"),
        (COMPANY + "[feeds.a]\npath = 'x'\nevery = 'often'", "'often' is no duration"),
        (COMPANY + "[mail.out]\nport = 'abc'", "mail.out.port"),
        (COMPANY + "[links]\ndays = 0", "links.days"),
        ("clerk = 3", "clerk"),
        ("store = 'x'\n" + COMPANY, "store: Input should be"),
        ("feeds = 'x'\n" + COMPANY, "feeds: Input should be"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(load, whole: str, says: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(whole=whole or "# nothing\n")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Run 'docclerk init' or give --config FILE"):
        Config.load(tmp_path / "docclerk.toml")


def test_the_environment_wins(load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCCLERK_MAIL__SMTP__LISTEN", "0.0.0.0:25")
    monkeypatch.setenv("DOCCLERK_CLERK__STAFF", '["@haus.test"]')
    monkeypatch.setenv("DOCCLERK_FEEDS__ERP__DECIMAL", ",")
    monkeypatch.setenv("DOCCLERK_LINKS__DAYS", "3")
    config = load("[mail.smtp]\nlisten = 'x:1'\nmax_bytes = '1MB'\n[feeds.erp]\npath = 'drop'\n")
    assert (config.mail.smtp.listen, config.mail.smtp.max_bytes) == ("0.0.0.0:25", 1_000_000)
    assert config.clerk.company == "Haus"
    assert config.clerk.staff == ("@haus.test",)
    assert (config.feeds["erp"].decimal, config.feeds["erp"].path.name) == (",", "drop")
    assert config.links.days == 3


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DOCCLERK_MAIL__SMTP__LISSEN", "x", "the nearest valid key is 'listen'"),
        ("DOCCLERK_MIAL__ADDRESS", "x", "the nearest valid one is DOCCLERK_MAIL__"),
        ("DOCCLERK_CLERK__STAFF", "@haus.test", "clerk.staff"),
        ("DOCCLERK_MAIL__OUT__PORT", "abc", "mail.out.port"),
    ],
)
def test_a_wrong_variable_is_named(load, monkeypatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as error:
        load()
    assert says in str(error.value)


def test_secrets_stand_in_files_beside_the_configuration(load, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "relay.secret").write_text("s3cret\n")
    (tmp_path / "slack.secret").write_text("xoxb-1\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    config = load("[mail.out]\npassword_file = 'relay.secret'\n[slack]\nbot_token_file = 'slack.secret'\n")
    assert config.mail.out.password == "s3cret"
    assert config.slack is not None
    assert config.slack.bot_token == "xoxb-1"
    assert "s3cret" not in repr(config)
    monkeypatch.setenv("DOCCLERK_MAIL__OUT__PASSWORD_FILE", str(tmp_path / "slack.secret"))
    assert load().mail.out.password == "xoxb-1"


def test_a_secret_file_that_is_not_there_is_named(load) -> None:
    with pytest.raises(ConfigError, match=r"password_file: there is no file .*nothing\.secret"):
        load("[mail.out]\npassword_file = 'nothing.secret'\n")


@pytest.mark.parametrize("key", ["colour_file", "user_file"])
def test_only_secrets_stand_in_files(load, key: str) -> None:
    with pytest.raises(ConfigError, match=f"mail.out.{key} is not a key"):
        load(f"[mail.out]\n{key} = 'x'\n")


def test_paths_count_from_the_folder_of_the_file(load, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir("/")
    bare = load("[feeds.erp]\npath = './drop'\n[feeds.other]\npath = '/srv/drop'\n")
    assert bare.store.url == f"sqlite:///{tmp_path}/docclerk.db"
    assert Path(bare.store.files.removeprefix("file:")) == tmp_path / "files"
    assert bare.feeds["erp"].path == tmp_path / "drop"
    assert bare.feeds["other"].path == Path("/srv/drop")
    given = load("[store]\nurl = 'sqlite:////var/lib/clerk.db'\nfiles = 's3://bucket/prefix'\n")
    assert given.store.url == "sqlite:////var/lib/clerk.db"
    assert given.store.files == "s3://bucket/prefix"
    assert load("[store]\nurl = 'postgresql+psycopg://h/n'\n").store.url == "postgresql+psycopg://h/n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90s", timedelta(seconds=90)),
        (" 2 M ", timedelta(minutes=2)),
        ("26h", timedelta(hours=26)),
        ("7d", timedelta(days=7)),
        (45, timedelta(seconds=45)),
        (timedelta(days=1), timedelta(days=1)),
    ],
)
def test_durations(text: object, expected: timedelta) -> None:
    assert duration(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5MB", 5_000_000), ("64kB", 64_000), ("1 gb", 10**9), ("12b", 12), (512, 512), ("0", 0)],
)
def test_sizes(text: object, expected: int) -> None:
    assert size(text) == expected


@pytest.mark.parametrize("wrong", ["", "-1s", "1.5h", "2 weeks", "h", "1h30m", None, "٣s x"])
def test_what_is_no_duration(wrong: object) -> None:
    with pytest.raises(ValueError, match='is no duration; write it like "90s"'):
        duration(wrong)


@pytest.mark.parametrize("wrong", ["", "-1", "5M B", "5k", "five", None, "1tb"])
def test_what_is_no_size(wrong: object) -> None:
    with pytest.raises(ValueError, match='is no size; write it like "5MB"'):
        size(wrong)


@given(st.text(max_size=40))
def test_units_read_or_refuse_any_text(text: str) -> None:
    for reading in (duration, size):
        try:
            reading(text)
        except ValueError as error:
            assert "write it like" in str(error)


def test_one_mailbox_or_several(load, tmp_path: Path) -> None:
    (one,) = load("[mail.imap]\nhost = 'imap.house.test'\nfolder = 'Belege'\ntls = false").mail.imap
    assert (one.folder, one.tls, one.port, one.since) == (("Belege",), "none", 0, "start")
    (tmp_path / "pw").write_text("geheim\n")
    files = "password_file = 'pw'\ntoken_file = 't'\n"
    table = "[[mail.imap]]\nhost = 'h'\nuser = '{}'\nfolder = ['INBOX', 'Ü']\n" + files
    first, second = load(table.format("a") + table.format("b")).mail.imap
    assert (first.account, second.account, second.password) == ("a@h", "b@h", "geheim")
    assert second.token_file == tmp_path / "t"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[mail.imap]\nhost = 'h'\nfolder = []", "at least one"),
        ("[mail.imap]\nhost = 'h'\nfolder = 'Done'", "must not be folders that are read"),
        ("[mail.imap]\nhost = 'h'\nhops = 1", "hops needs authserv_id"),
        ("[mail.imap]\nhost = 'h'\nrenew = '10m'", "between 1s and 5m"),
        ("[mail.imap]\nuser = 'u'", "mail.imap.host is missing"),
        ("[[mail.imap]]\nhost = 'h'\n[[mail.imap]]\nhost = 'H'", "stands here twice"),
        (
            "[[mail.imap]]\nhost = 'h'\n[[mail.imap]]\nhost = 'i'\nfodler = 'x'",
            "nearest valid key is 'folder'",
        ),
    ],
)
def test_a_mailbox_that_cannot_be_read(load, text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        load(text)
