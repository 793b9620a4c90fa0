from pathlib import Path

import pytest

from app.settings import BadSetting, load


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KLEBEPUNKT_HOST", "no such machine"),
        ("KLEBEPUNKT_PORT", "eighty"),
        ("KLEBEPUNKT_PORT", "0"),
        ("KLEBEPUNKT_PORT", "65536"),
        ("KLEBEPUNKT_PORT", "٨٠٠٠"),
        ("KLEBEPUNKT_DATABASE_URL", "nonsense"),
        ("KLEBEPUNKT_DATABASE_URL", "mysql://localhost/klebepunkt"),
        ("KLEBEPUNKT_DATABASE_URL", "sqlite://"),
        ("KLEBEPUNKT_DATABASE_URL", "sqlite:///:memory:"),
        ("KLEBEPUNKT_DATABASE_URL", "postgresql://host:port/name"),
        ("KLEBEPUNKT_SECRET", "short"),
        ("KLEBEPUNKT_PUBLIC_URL", "dots.example.org"),
        ("KLEBEPUNKT_PUBLIC_URL", "ftp://dots.example.org"),
        ("KLEBEPUNKT_PUBLIC_URL", "https://dots.example.org/below"),
        ("KLEBEPUNKT_PUBLIC_URL", "https://dots.example.org:port"),
        ("KLEBEPUNKT_PROXIES", "a proxy, another"),
        ("KLEBEPUNKT_TIMEZONE", "Europe/Kieferstadt"),
        ("KLEBEPUNKT_TIMEZONE", "../secret"),
        ("KLEBEPUNKT_TIMEZONE", "Europe"),
    ],
)
def test_nonsense_is_refused_in_one_sentence_that_names_the_variable(
    variable: str, value: str, tmp_path: Path
) -> None:
    with pytest.raises(BadSetting) as refusal:
        load({"KLEBEPUNKT_DATA": str(tmp_path), variable: value})
    sentence = str(refusal.value)
    assert sentence.startswith(f"{variable}: ")
    assert "\n" not in sentence


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSetting, match=r"KLEBEPUNKT_DATA: .*file"):
        load({"KLEBEPUNKT_DATA": str(tmp_path / "file")})


def test_a_password_in_a_wrong_database_url_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as refusal:
        load(
            {
                "KLEBEPUNKT_DATA": str(tmp_path),
                "KLEBEPUNKT_DATABASE_URL": "mysql://me:hunter2@localhost/x",
            }
        )
    assert "hunter2" not in str(refusal.value)


def test_without_settings_it_keeps_everything_in_its_data_folder(tmp_path: Path) -> None:
    settings = load({"KLEBEPUNKT_DATA": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'klebepunkt.db'}"
    assert (settings.host, settings.port) == ("0.0.0.0", 8000)
    assert settings.public_url.startswith("http://")
    assert not settings.secure


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = load({"KLEBEPUNKT_DATA": str(tmp_path)}).secret
    assert load({"KLEBEPUNKT_DATA": str(tmp_path)}).secret == first
    assert len(first) >= 32
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_a_public_address_over_tls_makes_cookies_secure(tmp_path: Path) -> None:
    settings = load(
        {
            "KLEBEPUNKT_DATA": str(tmp_path),
            "KLEBEPUNKT_PUBLIC_URL": "https://dots.example.org/",
        }
    )
    assert settings.secure
    assert settings.public_url == "https://dots.example.org"


def test_an_ipv6_address_stands_in_brackets(tmp_path: Path) -> None:
    settings = load({"KLEBEPUNKT_DATA": str(tmp_path), "KLEBEPUNKT_HOST": "::1"})
    assert settings.public_url == "http://[::1]:8000"
