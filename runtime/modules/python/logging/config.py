"""Setting up logging from a dictionary: dictConfig().

Factories and objects may be named by dotted names ("ext://sys.stdout"), parts of the dictionary by
"cfg://handlers.console", and an object may be made by a factory of the program under the key "()".
"""
import logging
import logging.handlers
import re

IDENTIFIER = re.compile("^[a-z_][a-z0-9_]*$", re.I)


def valid_ident(s):
    if not IDENTIFIER.match(s):
        raise ValueError("Not a valid Python identifier: %r" % s)
    return True


def _resolve(name):
    """The object of a dotted name; modules are imported on the way."""
    parts = name.split(".")
    used = parts.pop(0)
    found = __import__(used)
    for part in parts:
        used = used + "." + part
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(used)
            found = getattr(found, part)
    return found


class BaseConfigurator:
    """A configuration whose values are converted when they are asked for."""

    CONVERT_PATTERN = re.compile(r"^(?P<prefix>[a-z]+)://(?P<suffix>.*)$")
    WORD_PATTERN = re.compile(r"^\s*(\w+)\s*")
    DOT_PATTERN = re.compile(r"^\.\s*(\w+)\s*")
    INDEX_PATTERN = re.compile(r"^\[\s*(\w+)\s*\]\s*")
    value_converters = {"ext": "ext_convert", "cfg": "cfg_convert"}
    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = config

    def resolve(self, s):
        try:
            return _resolve(s)
        except ImportError as error:
            raise ValueError("Cannot resolve %r: %s" % (s, error)) from error

    def ext_convert(self, value):
        return self.resolve(value)

    def cfg_convert(self, value):
        rest = value
        match = self.WORD_PATTERN.match(rest)
        if match is None:
            raise ValueError("Unable to convert %r" % value)
        rest = rest[match.end():]
        found = self.config[match.groups()[0]]
        while rest:
            match = self.DOT_PATTERN.match(rest)
            if match:
                found = found[match.groups()[0]]
            else:
                match = self.INDEX_PATTERN.match(rest)
                if not match:
                    raise ValueError("Unable to convert %r at %r" % (value, rest))
                key = match.groups()[0]
                found = found[int(key)] if key.isdigit() and not isinstance(found, dict) else \
                    found[int(key)] if key.isdigit() and int(key) in found else found[key]
            rest = rest[match.end():]
        return self.convert(found)

    def convert(self, value):
        """What a value of the configuration stands for; containers are converted within."""
        if isinstance(value, dict):
            return {key: self.convert(each) if key != "()" else each for key, each in value.items()}
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return value
        if isinstance(value, (list, tuple)):
            return type(value)(self.convert(each) for each in value)
        if isinstance(value, str):
            match = self.CONVERT_PATTERN.match(value)
            if match:
                converter = self.value_converters.get(match["prefix"])
                if converter:
                    return getattr(self, converter)(match["suffix"])
        return value

    def configure_custom(self, config):
        """An object made by the factory under "()"; keys under "." become attributes."""
        factory = config.pop("()")
        if not callable(factory):
            factory = self.resolve(factory)
        attributes = config.pop(".", None)
        result = factory(**{key: self.convert(config[key]) for key in config if valid_ident(key)})
        for name, value in (attributes or {}).items():
            setattr(result, name, value)
        return result

    def as_tuple(self, value):
        return tuple(value) if isinstance(value, list) else value


class DictConfigurator(BaseConfigurator):
    """Carries a configuration out."""

    def configure(self):
        config = self.config
        if "version" not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config["version"] != 1:
            raise ValueError("Unsupported version: %s" % config["version"])
        with logging._lock:
            if config.pop("incremental", False):
                self._configure_incrementally(config)
            else:
                self._configure_anew(config, config.pop("disable_existing_loggers", True))
        logging.root.manager._clear_cache()

    def _configure_incrementally(self, config):
        for name, each in config.get("handlers", {}).items():
            if name not in logging._handlers:
                raise ValueError("No handler found with name %r" % name)
            try:
                if each.get("level"):
                    logging._handlers[name].setLevel(logging._checkLevel(each["level"]))
            except Exception as error:
                raise ValueError("Unable to configure handler %r" % name) from error
        for name, each in config.get("loggers", {}).items():
            try:
                self.configure_logger(name, each, True)
            except Exception as error:
                raise ValueError("Unable to configure logger %r" % name) from error
        if config.get("root"):
            try:
                self.configure_root(config["root"], True)
            except Exception as error:
                raise ValueError("Unable to configure root logger") from error

    def _configure_anew(self, config, disable_existing):
        logging._handlers.clear()
        logging.shutdown(logging._handlerList[:])
        del logging._handlerList[:]
        for kind, configure in (("formatter", self.configure_formatter), ("filter", self.configure_filter)):
            table = config.get(kind + "s", {})
            for name in table:
                try:
                    table[name] = configure(table[name])
                except Exception as error:
                    raise ValueError("Unable to configure %s %r" % (kind, name)) from error
        self._configure_handlers(config.get("handlers", {}))
        root = logging.root
        existing = sorted(root.manager.loggerDict)
        children = []
        for name, each in config.get("loggers", {}).items():
            if name in existing:
                children.extend(other for other in existing if other.startswith(name + "."))
                existing.remove(name)
            try:
                self.configure_logger(name, each)
            except Exception as error:
                raise ValueError("Unable to configure logger %r" % name) from error
        for name in existing:
            logger = root.manager.loggerDict[name]
            if name in children:
                if not isinstance(logger, logging.PlaceHolder):
                    logger.setLevel(logging.NOTSET)
                    logger.handlers = []
                    logger.propagate = True
            elif isinstance(logger, logging.Logger):
                logger.disabled = disable_existing
        if config.get("root"):
            try:
                self.configure_root(config["root"])
            except Exception as error:
                raise ValueError("Unable to configure root logger") from error

    def _configure_handlers(self, handlers):
        """Handlers whose target is another one wait until that one is there."""
        waiting = []
        for name in sorted(handlers):
            target = handlers[name].get("target")
            if isinstance(target, str) and isinstance(handlers.get(target), dict):
                waiting.append(name)
                continue
            self._make_handler(handlers, name)
        for name in waiting:
            self._make_handler(handlers, name)

    def _make_handler(self, handlers, name):
        try:
            handler = self.configure_handler(handlers[name])
            handler.name = name
            handlers[name] = handler
        except Exception as error:
            raise ValueError("Unable to configure handler %r" % name) from error

    def configure_formatter(self, config):
        if "()" in config:
            return self.configure_custom(config)
        options = {} if "defaults" not in config else {"defaults": config["defaults"]}
        name = config.get("class")
        cls = logging.Formatter if not name else _resolve(name)
        if "validate" in config:
            options["validate"] = config["validate"]
        return cls(config.get("format"), config.get("datefmt"), config.get("style", "%"), **options)

    def configure_filter(self, config):
        return self.configure_custom(config) if "()" in config else logging.Filter(config.get("name", ""))

    def add_filters(self, filterer, filters):
        for each in filters:
            try:
                filterer.addFilter(each if callable(each) or callable(getattr(each, "filter", None))
                                   else self.config["filters"][each])
            except Exception as error:
                raise ValueError("Unable to add filter %r" % each) from error

    def configure_handler(self, config):
        config = dict(config)
        formatter = config.pop("formatter", None)
        if formatter:
            try:
                formatter = self.config["formatters"][formatter]
            except Exception as error:
                raise ValueError("Unable to set formatter %r" % formatter) from error
        level = config.pop("level", None)
        filters = config.pop("filters", None)
        if "()" in config:
            factory = config.pop("()")
            factory = factory if callable(factory) else self.resolve(factory)
        else:
            factory = self.resolve(config.pop("class"))
            if isinstance(factory, type) and issubclass(factory, logging.handlers.MemoryHandler) and \
                    "target" in config:
                target = self.config["handlers"].get(config["target"])
                if not isinstance(target, logging.Handler):
                    raise ValueError("Unable to set target handler %r" % config["target"])
                config["target"] = target
        attributes = config.pop(".", None)
        result = factory(**{key: self.convert(config[key]) for key in config if valid_ident(key)})
        if formatter:
            result.setFormatter(formatter)
        if level is not None:
            result.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(result, filters)
        for name, value in (attributes or {}).items():
            setattr(result, name, value)
        return result

    def add_handlers(self, logger, handlers):
        for name in handlers:
            try:
                logger.addHandler(self.config["handlers"][name])
            except Exception as error:
                raise ValueError("Unable to add handler %r" % name) from error

    def common_logger_config(self, logger, config, incremental=False):
        level = config.get("level")
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if not incremental:
            for handler in logger.handlers[:]:
                logger.removeHandler(handler)
            if config.get("handlers"):
                self.add_handlers(logger, config["handlers"])
            if config.get("filters"):
                self.add_filters(logger, config["filters"])

    def configure_logger(self, name, config, incremental=False):
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled = False
        if config.get("propagate") is not None:
            logger.propagate = config["propagate"]

    def configure_root(self, config, incremental=False):
        self.common_logger_config(logging.getLogger(), config, incremental)


dictConfigClass = DictConfigurator


def dictConfig(config):
    """Sets up loggers, handlers, formatters and filters as a dictionary says."""
    import copy
    dictConfigClass(copy.copy({key: dict(value) if isinstance(value, dict) else value
                               for key, value in config.items()})).configure()
