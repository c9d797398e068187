"""raise ... from."""
class ConfigError(Exception):
    pass


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise ConfigError(f"cannot parse {text!r}") from error


parse("12x")
