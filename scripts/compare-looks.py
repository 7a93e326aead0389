#!/usr/bin/env python3
"""Compares how mail looks as it came and as Mayfly writes it.

Every .html and .eml file of a folder is drawn twice, in Chromium and in WebKitGTK: its source, and the document that the
sanitiser makes of it. Images are replaced by the same picture in both, and the source gets Mayfly's margins and default
font, so that only the sanitiser causes differences. Prints tables, and keeps pictures of the worst files.

The originals are drawn in standards mode, as Mayfly's documents are; --as-it-came draws them in the mode of their doctype.

    scripts/compare-looks.py FOLDER [--width 700] [--engines chromium,webkit] [--output target/looks] [--as-it-came]

Needs the Debian packages chromium-driver, webkit2gtk-driver, xvfb and imagemagick. Nothing is fetched: host names
do not resolve in the browsers.
"""

import argparse
import base64
import email
import email.policy
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import zlib

NARROW = 380
HEIGHT = 1600
WORST_KEPT = 25
# What the default style of a document in Mayfly does to a page that sets nothing.
BASE = (
    "<style>body{margin:0;padding:16px;box-sizing:border-box;font:15px/1.5 sans-serif;overflow-wrap:break-word}"
    ":where(img){max-width:100%}</style>"
)
IMAGE_SIZE = (320, 160)

# Runs in the page around the frame.
MEASURE = pathlib.Path(__file__).with_name("compare-looks-measure.js").read_text()


def write_png(width, height):
    """A PNG image with two colours, so that its place and size are seen."""
    rows = b"".join(
        b"\0" + b"".join(bytes((90, 130, 170) if (x // 20 + y // 20) % 2 else (150, 180, 205)) for x in range(width))
        for y in range(height)
    )

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def read_mail(path):
    """The HTML of a file: all of it, or the HTML part of a mail. None if there is none."""
    data = path.read_exact_bytes()
    if path.suffix.lower() == ".eml":
        message = email.message_from_bytes(data, policy=email.policy.default)
        part = message.get_body(preferencelist=("html",))
        if part is None:
            return None
        try:
            return part.get_content()
        except (LookupError, KeyError):
            return part.get_payload(decode=True).decode("utf-8", "replace")
    return data.decode("utf-8", "replace").removeprefix("\ufeff")


VALUE = r"\"[^\"]*\"|'[^']*'|[^\s>\"']+"


def as_remote(html):
    """The mail with all its images as remote ones, which both sides treat alike."""

    def remote(address):
        address = address.strip("\"' \t\r\n")
        is_whole = not address or re.match(r"(https?:)?//|data:", address, flags=re.I)
        return None if is_whole else f"https://images.test/{zlib.crc32(address.encode())}.png"

    def replace_source(found):
        address = remote(found.group(2))
        return found.group(0) if address is None else f'{found.group(1)}"{address}"'

    def replace_url(found):
        address = remote(found.group(1))
        return found.group(0) if address is None else f"url({address})"

    html = re.sub(r"(<img\b[^>]*?[\s\"'/]src\s*=\s*)(" + VALUE + ")", replace_source, html, flags=re.I)
    html = re.sub(r"(\sbackground\s*=\s*)(" + VALUE + ")", replace_source, html, flags=re.I)
    return re.sub(r"url\(\s*((?!&quot;)[^)\s]*)\s*\)", replace_url, html, flags=re.I)


def prepare_original(html, image, is_standards):
    """The source with Mayfly's margins and font, local images, and nothing that runs or is fetched."""
    html = re.sub(r"<script\b.*?</script\s*>", "", html, flags=re.I | re.S)
    html = re.sub(r"<(link|base|iframe|embed|object|source)\b[^>]*>", "", html, flags=re.I)
    html = re.sub(r"<meta\b[^>]*http-equiv[^>]*>", "", html, flags=re.I)
    html = re.sub(r"@import[^;}]*;?", "", html, flags=re.I)
    html = re.sub(r"\ssrcset\s*=\s*(" + VALUE + ")", " ", html, flags=re.I)
    html = re.sub(r"(<(?:img|input|image)\b[^>]*?[\s\"'/]src\s*=\s*)(" + VALUE + ")", rf'\1"{image}"', html, flags=re.I)
    html = re.sub(r"(\sbackground\s*=\s*)(" + VALUE + ")", rf'\1"{image}"', html, flags=re.I)
    remote = r"url\(\s*(?:&quot;|[\"'])?\s*(?:https?:)?//.*?\)"
    html = re.sub(remote, f"url({image})", html, flags=re.I)
    doctype = re.search(r"<!doctype[^>]*>", html, flags=re.I)
    if is_standards:
        html = "<!DOCTYPE html>" + (html if doctype is None else html.replace(doctype.group(0), "", 1))
        doctype = re.search(r"<!doctype[^>]*>", html, flags=re.I)
    place = re.search(r"<head\b[^>]*>", html, flags=re.I) or doctype
    at = place.end() if place else 0
    return html[:at] + BASE + html[at:]


def prepare_document(document, image):
    """Mayfly's document with local images, which its policy would not allow."""
    document = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", document)
    return re.sub(r"mail://localhost/image/\d+", image, document)


class Pages(http.server.BaseHTTPRequestHandler):
    documents = {}
    image = write_png(*IMAGE_SIZE)

    def do_GET(self):
        kind, body = "text/html; charset=utf-8", None
        if self.path.startswith("/image"):
            kind, body = "image/png", self.image
        elif self.path.startswith("/frame/"):
            _, _, width, name = self.path.split("/", 3)
            body = (
                "<!DOCTYPE html><style>body{margin:0}iframe{border:0;display:block}</style>"
                f'<iframe src="/document/{name}" width="{width}" height="{HEIGHT}"></iframe>'
            ).encode()
        elif self.path.startswith("/document/"):
            body = self.documents.get(self.path.removeprefix("/document/"))
        self.send_scheme_response(404 if body is None else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "max-age=600" if kind == "image/png" else "no-store")
        self.end_headers()
        try:
            self.wfile.write(body or b"")
        except BrokenPipeError:
            # The browser has left the page.
            pass

    def log_message(self, *_):
        pass


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Browser:
    """A browser driven by WebDriver."""

    def __init__(self, name, folder, width):
        self.processes = []
        self.port = free_port()
        if name == "chromium":
            command = ["chromedriver", f"--port={self.port}"]
            binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
            arguments = [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                f"--user-data-dir={folder / 'chromium'}", "--hide-scrollbars", "--force-device-scale-factor=1",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--window-size={width + 100},{HEIGHT + 200}",
            ]
            wanted = {"browserName": "chrome", "goog:chromeOptions": {"binary": binary, "args": arguments}}
            environment = dict(os.environ)
        else:
            command = ["WebKitWebDriver", f"--port={self.port}"]
            found = list(pathlib.Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
            arguments = ["--automation", f"--geometry={width + 200}x{HEIGHT + 150}", "--private"]
            wanted = {"webkitgtk:browserOptions": {"binary": str(found[0]), "args": arguments}}
            read, write = os.pipe()
            screen = f"{width + 300}x{HEIGHT + 300}x24"
            display = ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp"]
            self.start(display, None, pass_fds=(write,))
            number = os.read(read, 20).decode().strip()
            # The browsers reach the tool's own server alone.
            environment = dict(
                os.environ, DISPLAY=f":{number}", HOME=str(folder), GDK_BACKEND="x11", GDK_GL="disable",
                LIBGL_ALWAYS_SOFTWARE="1", NO_AT_BRIDGE="1", WEBKIT_DISABLE_COMPOSITING_MODE="1",
                WEBKIT_DISABLE_DMABUF_RENDERER="1", http_proxy="http://127.0.0.1:9", https_proxy="http://127.0.0.1:9",
                no_proxy="127.0.0.1",
            )
        self.start(command, environment)
        self.session = None
        for _ in range(100):
            try:
                answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
                self.session = answer["sessionId"]
                break
            except ConnectionError:
                time.sleep(0.1)
            except OSError as error:
                if not isinstance(getattr(error, "reason", None), ConnectionError):
                    raise
                time.sleep(0.1)
        if self.session is None:
            raise RuntimeError(f"{name} does not start")
        timeouts = {"pageLoad": 20_000, "script": 20_000}
        self.call("POST", f"/session/{self.session}/timeouts", timeouts)

    def start(self, command, environment, **options):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.processes.append(subprocess.Popen(command, env=environment, start_new_session=True, **quiet, **options))

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def show(self, url):
        self.call("POST", f"/session/{self.session}/url", {"url": url})

    def run(self, script):
        return self.call("POST", f"/session/{self.session}/execute/sync", {"script": script, "args": []})

    def draw_frame(self, path):
        found = self.call("POST", f"/session/{self.session}/element", {"using": "css selector", "value": "iframe"})
        picture = self.call("GET", f"/session/{self.session}/element/{next(iter(found.values()))}/screenshot")
        path.write_bytes(base64.b64decode(picture))

    def close(self):
        try:
            self.call("DELETE", f"/session/{self.session}")
        except OSError:
            pass
        for process in reversed(self.processes):
            try:
                os.killpg(process.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
            process.wait()


def measure_difference(first, second):
    """The normalised root mean square error: 0 is the same picture, 1 is black against white."""
    output = subprocess.run(["compare", "-metric", "RMSE", first, second, "null:"], capture_output=True, text=True).stderr
    found = re.search(r"\(([\d.e-]+)\)", output)
    return float(found.group(1)) if found else 1.0


def compare_engine(engine, names, port, width, output, folder):
    results = {}
    browser = Browser(engine, folder, width)
    try:
        for name in names:
            entry = {}
            for side in ("original", "document"):
                for frame_width in (width, NARROW):
                    try:
                        browser.show(f"http://127.0.0.1:{port}/frame/{frame_width}/{name}.{side}")
                        entry[f"{side}-{frame_width}"] = browser.run(MEASURE)
                        browser.draw_frame(output / f"{name}.{engine}.{frame_width}.{side}.png")
                    except (OSError, KeyError) as error:
                        entry["error"] = str(error)
                        browser.close()
                        browser = Browser(engine, folder, width)
            pictures = [output / f"{name}.{engine}.{width}.{side}.png" for side in ("original", "document")]
            entry[f"error-{width}"] = measure_difference(*pictures) if all(p.exists() for p in pictures) else None
            results[name] = entry
    finally:
        browser.close()
    return results


def scrolls_sideways(result, side):
    found = result.get(f"{side}-{NARROW}")
    return found is not None and found["scroll"] > found["inner"]


def print_table(title, rows):
    print(f"\n| {title} | mails | share |\n|---|---:|---:|")
    for label, count, total in rows:
        print(f"| {label} | {count} | {100 * count / max(total, 1):.1f} % |")


def print_report(engine, results, width):
    """Prints the figures of an engine, and returns the names of the files whose pictures are worth keeping."""
    errors = {name: r[f"error-{width}"] for name, r in results.items() if r[f"error-{width}"] is not None}
    print(f"\n## {engine}, {width} and {NARROW} pixels")
    bounds = [0, 0.001, 0.02, 0.05, 0.1, 0.2]
    rows = []
    for low, high in zip(bounds, [*bounds[1:], 2]):
        count = sum(low <= error < high for error in errors.values())
        rows.append((f"{low} or more" if high > 1 else f"{low} to {high}", count, len(errors)))
    print_table(f"difference at {width} pixels", [("under 0.02", sum(e < 0.02 for e in errors.values()), len(errors)), *rows])

    documents = [name for name, r in results.items() if scrolls_sideways(r, "document")]
    alone = [name for name in documents if not scrolls_sideways(results[name], "original")]
    rows = [
        ("the original", sum(scrolls_sideways(r, "original") for r in results.values()), len(results)),
        ("Mayfly's document", len(documents), len(results)),
        ("Mayfly's document alone", len(alone), len(results)),
    ]
    print_table(f"scrolls sideways at {NARROW} pixels", rows)
    for name in documents:
        print(f"\n{'alone: ' if name in alone else ''}{name}: {results[name][f'document-{NARROW}']['scroll']} pixels")
        for right, what in results[name][f"document-{NARROW}"]["widest"][:2]:
            print(f"    to {right}: {what}")

    faint = {}
    for name, r in results.items():
        before = {text for text, _ in r.get(f"original-{width}", {}).get("faint", [])}
        new = [found for found in r.get(f"document-{width}", {}).get("faint", []) if found[0] not in before]
        if new:
            faint[name] = new
    print_table(f"contrast at {width} pixels", [("under 2:1 in Mayfly's document alone", len(faint), len(results))])
    for name, found in faint.items():
        print(f"\n{name}")
        for text, contrast in found[:3]:
            print(f"    {contrast}: {text!r}")

    ranked = sorted(errors, key=lambda name: -errors[name])
    print(f"\n| the largest differences at {width} pixels | |\n|---|---:|")
    for name in ranked[:WORST_KEPT]:
        print(f"| {name} | {errors[name]:.3f} |")
    return {*ranked[:WORST_KEPT], *alone, *faint}


def main():
    parser = argparse.ArgumentParser(description="Compares how mail looks as it came and as Mayfly writes it.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--width", type=int, default=700)
    parser.add_argument("--engines", default="chromium,webkit")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("target/looks"))
    parser.add_argument("--renderer", help="the program that renders, instead of the example `render`")
    parser.add_argument(
        "--as-it-came", action="store_true", help="draw the originals in the mode of their doctype, not in standards mode"
    )
    options = parser.parse_args()
    # So that the browsers are closed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    renderer = options.renderer
    if renderer is None:
        subprocess.run(["cargo", "build", "--quiet", "-p", "mayfly-mail", "--example", "render"], check=True)
        renderer = f"{os.environ.get('CARGO_TARGET_DIR', 'target')}/debug/examples/render"
    options.output.mkdir(parents=True, exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    image = f"http://127.0.0.1:{port}/image"
    names = []
    files = sorted(p for p in options.folder.rglob("*") if p.suffix.lower() in (".html", ".htm", ".eml"))
    for path in files:
        html = read_mail(path)
        if html is None:
            continue
        html = as_remote(html)
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", str(path.relative_to(options.folder)))
        rendered = subprocess.run([renderer, "--images"], input=html.encode(), capture_output=True, check=True)
        original = prepare_original(html, image, not options.as_it_came)
        # A byte order mark makes browsers read UTF-8, whatever the file declares.
        Pages.documents[f"{name}.original"] = b"\xef\xbb\xbf" + original.encode("utf-8", "replace")
        Pages.documents[f"{name}.document"] = prepare_document(rendered.stdout.decode(), image).encode()
        names.append(name)
    all_results = {}
    for engine in options.engines.split(","):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            results = compare_engine(engine, names, port, options.width, options.output, pathlib.Path(folder))
        all_results[engine] = results
        kept = print_report(engine, results, options.width)
        for name in names:
            for width in (options.width, NARROW):
                pictures = [options.output / f"{name}.{engine}.{width}.{side}.png" for side in ("original", "document")]
                if name in kept and all(p.exists() for p in pictures):
                    pair = options.output / f"{name}.{engine}.{width}.png"
                    subprocess.run(["convert", *pictures, "-bordercolor", "red", "-border", "1", "+append", pair], check=False)
                for picture in pictures:
                    picture.unlink(missing_ok=True)
    (options.output / "results.json").write_text(json.dumps(all_results))
    server.shutdown()


if __name__ == "__main__":
    main()
