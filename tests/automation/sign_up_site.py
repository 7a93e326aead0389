#!/usr/bin/env python3
"""A site to sign up at, for the recipes of docs/automation.md. Its mail goes through the control API of tempmailg-sandbox.

    sign_up_site.py CONTROL_URL     prints the address of the site, and serves it until it is ended

It sends mail a second after it was asked to, as real sites do, and speaks to this computer only.
"""

import html
import json
import secrets
import sys
import threading
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENDING_DELAY_SECONDS = 1

control_url = sys.argv[1]
# The code and the token by address.
sign_ups = {}


def send_mail(address, code, link):
    content = f"""<h1>Welcome to Harbour</h1><p>Your verification code is <b>{code}</b>.</p>
        <p>Or <a href="{link}">confirm your address</a> by one click.</p>"""
    mail = {"address": address, "subject": "Confirm your address", "html": True, "content": content,
            "from": "Harbour", "from_email": "no-reply@harbour.example"}
    body = json.dumps(mail).encode()
    request = urllib.request.Request(f"{control_url}/_sandbox/deliver", body, {"Content-Type": "application/json"})
    urllib.request.urlopen(request).read()


def page(body):
    return f"<!DOCTYPE html><html lang=en><title>Harbour</title><body><main>{body}</main>".encode()


SIGN_UP_FORM = page("""<h1>Sign up</h1><form method=post action=/sign-up>
    <label>E-mail <input name=email type=email required></label><button>Sign up</button></form>""")
WELCOME = page("<h1>Welcome aboard</h1>")
REFUSED = page("<h1>That is not the code</h1>")


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        if url.path == "/confirm":
            token = urllib.parse.parse_qs(url.query).get("token", [""])[0]
            self.answer_confirmation(any(secrets.compare_digest(token, known) for _, known in sign_ups.values()))
        else:
            self.answer(200, SIGN_UP_FORM)

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        form = urllib.parse.parse_qs(self.rfile.read(length).decode())
        address = form.get("email", [""])[0]
        if self.path == "/sign-up":
            code, token = f"{secrets.randbelow(10**6):06}", secrets.token_urlsafe(16)
            sign_ups[address] = (code, token)
            link = f"http://{self.headers['Host']}/confirm?token={token}"
            threading.Timer(SENDING_DELAY_SECONDS, send_mail, (address, code, link)).start()
            self.answer(200, page(f"""<h1>Check your mail</h1><form method=post action=/confirm>
                <input type=hidden name=email value="{html.escape(address)}">
                <label>Code <input name=code inputmode=numeric required></label><button>Confirm</button></form>"""))
        else:
            self.answer_confirmation(sign_ups.get(address, ("", ""))[0] == form.get("code", [None])[0])

    def answer_confirmation(self, is_right):
        self.answer(*((200, WELCOME) if is_right else (403, REFUSED)))

    def answer(self, status, body):
        self.send_scheme_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
