"""A server of Textual's for the app in a browser: a page of our own, all of it from here, open to no other site."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cli.output import put

LOOPBACK = ("localhost", "127.0.0.1", "::1")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class BrowserServer(Server):
    """Runs `command` once for each tab of a browser that opens the page."""

    def __init__(self, command: str, host: str, port: int) -> None:
        super().__init__(command, host, port, title="cjtrade-tui", templates_path=Path(__file__).parent)

    def initialize_logging(self) -> None:
        handler = logging.StreamHandler()
        handler.setFormatter(OneLine())
        logging.basicConfig(level=logging.WARNING, handlers=[handler])

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._same_site)
        return app

    async def on_startup(self, app: web.Application) -> None:
        put(f"cjtrade-tui is at {self.public_url} (Ctrl+C ends it)\n")

    @web.middleware
    async def _same_site(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what another site has a browser ask: by its own name for this address, or over a WebSocket from its page."""
        named = urlsplit(f"//{request.host}").hostname
        if self.host in LOOPBACK and named not in LOOPBACK:
            raise web.HTTPForbidden(text=f"this is not {request.host}")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            raise web.HTTPForbidden(text="not from another site")
        return await handler(request)


class OneLine(logging.Formatter):
    """What the server has to say, without the way it came there."""

    def format(self, record: logging.LogRecord) -> str:
        return f"cjtrade-tui: {safe_text(' '.join(record.getMessage().split()))}"
