"""Settings are read literally, without blanks around them, and what is wrong is named all at once."""

import sqlite3

import pytest
from django.core.exceptions import ImproperlyConfigured
from environ import Env
from test_settings import check, settings_of

from gender_equality.settings.reader import SettingsReader, is_host, is_origin

SECRET = "$HOME-and-other-signs-%20-{x}-${PATH}-#-'\""


def read(**variables):
    return SettingsReader(variables)


def test_a_secret_that_begins_with_a_dollar_is_itself(tmp_path):
    keys = ("SECRET_KEY", "PURGE_KEY", "DEFAULT_FROM_EMAIL")
    told = settings_of(*keys, SECRET_KEY=f" {SECRET}\n", PURGE_KEY="$SECRET_KEY", DEFAULT_FROM_EMAIL="$HOME@so.vn")
    assert told == [SECRET, "$SECRET_KEY", "$HOME@so.vn"]
    password = "$tr%24%23"
    url = f"postgres://portal:{password}@db/portal"
    assert read(DATABASE_URL=url).database("DATABASE_URL", tmp_path)["PASSWORD"] == "$tr$#"
    mail = read(EMAIL_URL="smtp+tls://portal:$ecret@mail:587").by_url(
        "EMAIL_URL", "consolemail://", Env.email_url_config
    )
    assert mail["EMAIL_HOST_PASSWORD"] == "$ecret"


def test_blanks_around_a_value_and_after_commas_are_none():
    told = settings_of(
        *("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "BACKUP_RECIPIENT", "AUDIT_HEAD_TO", "HTTPS", "SESSION_HOURS"),
        ALLOWED_HOSTS=" a.vn,  b.vn ,",
        CSRF_TRUSTED_ORIGINS="https://a.vn, https://b.vn",
        BACKUP_RECIPIENT="age1a,\tage1b",
        AUDIT_HEAD_TO="a@a.vn , b@b.vn",
        HTTPS=" 1 ",
        SESSION_HOURS=" 8\n",
    )
    assert told == [
        ["a.vn", "b.vn"],
        ["https://a.vn", "https://b.vn"],
        ["age1a", "age1b"],
        ["a@a.vn", "b@b.vn"],
        True,
        8,
    ]


@pytest.mark.parametrize("name", ["số liệu #1", "what?mode=ro", "100%20", "a+b", "$HOME"])
def test_the_database_lies_in_its_folder_whatever_that_is_called(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    database = read(DATA_DIR=str(folder)).database("DATABASE_URL", folder / "portal.sqlite3")
    sqlite3.connect(database["NAME"]).executescript("CREATE TABLE one (id)")
    assert [path.name for path in folder.iterdir()] == ["portal.sqlite3"]


def test_the_portal_itself_puts_it_there(tmp_path):
    (folder,) = settings_of("DATABASES", DATA_DIR=str(tmp_path / "50%#?"), pick=lambda value: value["default"]["NAME"])
    assert folder == str(tmp_path / "50%#?" / "portal.sqlite3")


def test_secrets_from_files(tmp_path):
    (tmp_path / "key").write_text(f"{SECRET}\n")
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "of-windows").write_text(SECRET, encoding="utf-8-sig")
    key = str(tmp_path / "key")
    for place in (key, str(tmp_path / "of-windows")):
        assert read(SECRET_KEY_FILE=place).secret("SECRET_KEY") == SECRET
    wrong = {
        "SECRET_KEY is given twice": read(SECRET_KEY="x", SECRET_KEY_FILE=key),
        "SECRET_KEY_FILE names a file that can't be read (FileNotFoundError)": read(SECRET_KEY_FILE=key + "2"),
        "SECRET_KEY_FILE names an empty file": read(SECRET_KEY_FILE=str(tmp_path / "empty")),
    }
    for fault, reader in wrong.items():
        reader.secret("SECRET_KEY")
        assert fault in reader.faults[0]


def test_every_wrong_value_is_named_in_one_refusal_and_no_secret_is():
    wrong = {
        "DATABASE_URL": "postgres://portal:se/cr#et@db/portal",
        "CACHE_URL": "radish://portal",
        "EMAIL_URL": "smtp://a:se#cret@mail",
        "HTTPS": "maybe",
        "WORKER_MEMORY_MB": "100",
        "SWEEP_SECONDS": "0",
        "BACKUP_AT": "25",
        "BACKUP_RECIPIENT": "ssh-rsa",
        "PUBLIC_URL": "portal.example.vn",
        "ALLOWED_HOSTS": "https://portal.example.vn",
        "CSRF_TRUSTED_ORIGINS": "portal.example.vn",
        "DEMO_TODAY": "18/12/2020",
        "LOG_LEVEL": "LOUD",
        "RETAIN_NOTICES": "30",
        "AUDIT_HEAD_TO": "nobody",
        "X_ACCEL_PREFIX": "/protected",
    }
    refused = check(SECRET_KEY="x" * 50, **wrong)
    last_lines = refused.stderr.splitlines()[-len(wrong) :]
    assert {line.removeprefix("django.core.exceptions.ImproperlyConfigured: ").split()[0] for line in last_lines} == (
        wrong.keys()
    )
    assert "cret" not in refused.stderr.replace("SECRET", "").replace("secret", "")
    assert "from 256 to 1000000" in refused.stderr


@pytest.mark.parametrize(
    ("fits", "good", "bad"),
    [
        (
            is_host,
            ["portal.vn", ".vn", "*", "[::1]", "10.0.0.1"],
            ["http://a", "a/b", "a b", "a:80", "a@b", "[::1]:80", "[::1", "::1", "[a]", "[fe80::1%eth0]"],
        ),
        (is_origin, ["https://a.vn", "http://*.a.vn:8000"], ["https://a.vn/", "a.vn", "https://", "ftp://a.vn"]),
    ],
)
def test_what_fits(fits, good, bad):
    assert [value for value in good if not fits(value)] == []
    assert [value for value in bad if fits(value)] == []


def test_numbers_and_flags():
    reader = read(ONE="1", NONE="", WORD="ten", SIGN="-1", BIG="9", YES="Yes", NO="off", ODD="2")
    assert [reader.number(name, 7, most=8) for name in ("ONE", "NONE", "AWAY")] == [1, 7, 7]
    assert [reader.number(name, 7, most=8) for name in ("WORD", "SIGN", "BIG")] == [7, 7, 7]
    assert [reader.flag(name) for name in ("ONE", "YES", "NO", "AWAY", "ODD")] == [True, True, False, False, False]
    assert len(reader.faults) == 4
    for far in ("1000000000000", "9" * 5000):
        assert read(SESSION_HOURS=far).number("SESSION_HOURS", 12, least=1) == 12
    with pytest.raises(ImproperlyConfigured, match="WORD .*from 0 to 8"):
        reader.raise_for_faults()
