"""Serving: everything that could go wrong is looked at before the first worker starts."""

import errno
import multiprocessing
import os
import signal
import socket
from pathlib import Path

from granian.constants import Interfaces
from granian.server import Server

from marketplace.config import Settings
from marketplace.operations import ticker
from marketplace.operations.errors import CannotRun

WORKERS = 2
THREADS = 4


def require_free_port(host: str, port: int) -> None:
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise CannotRun(
                f"Tidak dapat membuka {host}:{port}: {error.strerror}. Pilih port lain, misalnya: make run PORT=8001",
                f"Cannot open {host}:{port}: {error.strerror}. Choose another port: make run PORT=8001",
            ) from error
        raise CannotRun(
            f"Port {port} sedang dipakai program lain. Hentikan program itu, atau: make run PORT={port + 1}",
            f"Port {port} is in use. Stop that program, or: make run PORT={port + 1}",
        ) from error


def require_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotRun(
            f"Folder {folder} tidak dapat ditulis ({error.strerror}). Beri izin tulis, atau pilih folder lain: "
            "DATA_DIR=/folder/lain make run",
            f"{folder} cannot be written to ({error.strerror}). Give write permission, or choose another folder: "
            "DATA_DIR=/another/folder make run",
        ) from error


def serve(settings: Settings, host: str, port: int, *, workers: int = WORKERS) -> None:
    """Web workers and one ticker, until Ctrl-C or SIGTERM."""
    server = Server(
        "marketplace.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=1024,
        log_enabled=True,
        log_level="warning",  # type: ignore[arg-type]
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    beats = multiprocessing.get_context("fork").Process(target=ticker.run, args=(os.getpid(),), daemon=True)
    # Ctrl-C reaches every process of the terminal; the ticker is stopped by this one, also while it still starts.
    interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
    beats.start()
    signal.signal(signal.SIGINT, interrupt)
    try:
        server.serve()
    finally:
        beats.terminate()
        beats.join(5)
