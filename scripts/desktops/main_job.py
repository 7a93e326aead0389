#!/usr/bin/env python3
"""Runs the main job of Mayfly in one desktop, and reports each check as a line and in a JSON file.

Inside the clean system, as the user, on a session bus:  main_job.py gnome|sway|xfce|plasma
Variables: MAYFLY_TEST_SERVICE (the sandbox's base URL), MAYFLY_TEST_KEY, DESKTOPS_OUTPUT.
"""

import importlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import traceback
import urllib.request

import dbus

from desktop import OUTPUT, NotSupported
from tray import Tray
from waiting import wait_for
from webdriver import AppPage

SERVICE = os.environ["MAYFLY_TEST_SERVICE"]
KEY = os.environ["MAYFLY_TEST_KEY"]
IS_DARK = "return matchMedia('(prefers-color-scheme: dark)').matches"


class Service:
    """The sandbox's control API."""

    def __init__(self):
        self._root = SERVICE.removesuffix("/api") + "/_sandbox/"

    def _call(self, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self._root + path, data, {"Content-Type": "application/json"})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as response:
            return json.load(response)

    def deliver(self, address, subject, content):
        body = {"address": address, "subject": subject, "from": "Harbour Books", "content": content}
        return self._call("deliver", body | {"from_email": "no-reply@harbour.example"})["id"]

    def is_seen(self, message):
        answer = self._call(f"messages/{message}")
        return bool(answer.get("is_seen", (answer.get("data") or {}).get("is_seen")))


class Job:
    """The checks of one desktop, in order. One that fails is reported, and the next goes on where it can."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.service = Service()
        self.bus = dbus.SessionBus(private=True)
        self.tray = Tray(self.bus)
        self.results = {}
        self.page = None
        self.address = ""

    def check(self, name, action):
        """Runs a check. What it returns is the cell of the table."""
        started = time.monotonic()
        try:
            cell = action() or "yes"
        except NotSupported as reason:
            cell = f"not possible: {reason}"
        except Exception as error:  # Any failure is a result.
            with self.desktop.log("errors") as log:
                log.write(f"---- {name}\n{traceback.format_exc()}\n".encode())
            cell = f"NO: {str(error) or type(error).__name__}"
            try:
                self.desktop.capture("failed-" + re.sub(r"\W+", "-", name.lower()))
            except Exception:
                pass
        cell = " ".join(cell.split())
        self.results[name] = cell
        print(f"{self.desktop.name}: {name}: {cell} ({time.monotonic() - started:.1f} s)", flush=True)
        with open(f"{OUTPUT}/{self.desktop.name}.json", "w") as file:
            json.dump({"title": self.desktop.title, "results": self.results}, file, ensure_ascii=False, indent=1)
        return not cell.startswith("NO")

    # ---- Mayfly --------------------------------------------------------------------------------------------------

    def start_page(self):
        self.desktop.prepare_input_method()
        self.page = AppPage("/usr/bin/mayfly", self.desktop.log("driver"))

    def quit_page(self):
        if self.page:
            self.page.quit_app()
            self.page = None
        self.wait_until_ended()

    def pids(self):
        return [int(pid) for pid in self.desktop.output_of("pgrep", "-x", "mayfly", check=False).split()]

    def wait_until_ended(self, seconds=20):
        wait_for("the end of Mayfly", lambda: not self.pids(), seconds)

    def end_app(self):
        for pid in self.pids():
            os.kill(pid, signal.SIGTERM)
        self.wait_until_ended()

    def copied(self, expected, seconds=10):
        return wait_for(
            f"{expected} on the clipboard", lambda: self.desktop.read_clipboard() == expected and expected, seconds
        )

    def run_mayfly(self, command):
        done = subprocess.run(["mayfly", command], capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            raise RuntimeError(f"exit code {done.returncode}: {done.stderr.strip()}")
        return done.stdout.strip()

    # ---- The checks, in order --------------------------------------------------------------------------------------

    def run(self):
        if not self.check("The desktop starts", self.start_desktop):
            return
        self.check("Tray host", self.tray_host)
        if self.check("Window opens", self.window_opens):
            self.check("Connects with the key, kept in the keyring", self.connect)
            self.check("New address, on the clipboard", self.create)
            self.check("Mail arrives, code by one click", self.receive)
            self.check("Name and icon", self.desktop.icon_of_window)
            self.check("Dark and light follow the desktop", self.follow_theme)
            self.check("Vietnamese by ibus (Unikey, Telex)", self.type_vietnamese)
            self.check("125 %", lambda: self.scale(125))
            self.check("200 %", lambda: self.scale(200))
            self.desktop_scale_back()
        self.check("Ends", self.quit_page)
        if self.check("Starts from the launcher", self.launch):
            self.check("Title bar: maximise and back", self.maximise)
            self.check("Title bar: minimise, opened from the tray", self.minimise)
            self.check("Title bar: close, stays in the tray", self.close_by_title_bar)
            self.check("Notification, closed window", self.notification_shown)
            self.check("Click on the notification", self.notification_click)
            self.check("Closed by the compositor, stays in the tray", self.close_by_compositor)
            self.check("Tray menu: Copy code", self.copy_code_from_tray)
            self.check("Tray menu: New address", self.new_from_tray)
            self.check("Tray menu: Open Mayfly", self.open_from_tray)
            self.check("Launched again, behind another window", self.launch_again)
            self.check("Second start from a shell", self.start_again_from_shell)
            self.check("Launched again, closed window", self.launch_closed)
            self.check("`mayfly new`", self.command_new)
            self.check("`mayfly copy-code`", self.command_copy_code)
            self.check("`mayfly copy-address`", self.command_copy_address)
            self.check("Copies after XWayland ended", self.copy_without_xwayland)
            self.check("Starts at 200 %", self.start_at_200)
            self.check("Without the tray: close ends Mayfly", self.close_without_tray)
        self.check("No errors in Mayfly's log", self.read_log)

    def start_desktop(self):
        self.desktop.start()
        self.desktop.capture("empty")

    def tray_host(self):
        wait_for("a tray host", self.tray.has_host, 60)
        return f"yes: {self.tray.describe_watcher()}"

    def window_opens(self):
        self.start_page()
        self.page.find('[data-testid="welcome"]')
        window = self.desktop.wait_for_window()
        self.tray.wait_for_item()
        return f"yes: application “{window.app}”, title “{window.title}”; the icon is in the tray"

    def connect(self):
        self.page.type_text("api-key-input", KEY)
        self.page.click("connect")
        self.page.find('[data-testid="create-inbox"]', 60)
        found = subprocess.run(
            ["secret-tool", "search", "--all", "service", "app.mayfly.Mayfly"], capture_output=True, text=True, check=False
        )
        count = (found.stdout + found.stderr).count("[/")
        if not count:
            raise RuntimeError("the keyring has no entry")
        return f"yes: {count} entries in gnome-keyring"

    def create(self):
        self.desktop.clear_clipboard()
        self.address = self.page.create_inbox()
        self.copied(self.address)

    def receive(self):
        self.service.deliver(self.address, "Your sign-in code", "Your verification code is 482913.")
        self.page.find('[data-testid="code-chip"]', 60)
        self.desktop.clear_clipboard()
        self.page.click("code-chip")
        self.copied("482913")
        self.page.click("message-item")
        self.page.find('[data-testid="message-frame"]')
        time.sleep(2)
        self.desktop.capture("light")

    def follow_theme(self):
        self.desktop.set_dark(True)
        try:
            wait_for("the dark theme", lambda: self.page.run_script(IS_DARK), 10)
            time.sleep(1.5)
            self.desktop.capture("dark")
        finally:
            self.desktop.set_dark(False)
        wait_for("the light theme", lambda: not self.page.run_script(IS_DARK), 10)

    def type_vietnamese(self):
        value = "return document.querySelector('[data-testid=\"search\"]').value"
        self.desktop.start_telex()
        try:
            self.page.click("search")
            time.sleep(1)
            self.desktop.type_keys("tieesng")
            time.sleep(1)
            composing = self.page.run_script(value)
            self.desktop.capture("telex")
            self.desktop.type_keys(" Vieejt ")
            time.sleep(1)
            text = self.page.run_script(value)
        finally:
            self.desktop.stop_telex()
            # The driver's own clearing tells the page nothing.
            self.page.run_script(
                "const field = document.querySelector('[data-testid=\"search\"]'); field.value = '';"
                "field.dispatchEvent(new Event('input', { bubbles: true }))"
            )
        if text.strip() != "tiếng Việt":
            raise RuntimeError(f"the field has “{text}”, and had “{composing}” before the first space")
        if composing != "tiếng":
            raise RuntimeError(f"the field had “{composing}” while “tiếng” was composed; “{text.strip()}” after it")
        return "yes: the word is shown while it is composed"

    def scale(self, per_cent):
        how = self.desktop.set_scale(per_cent)
        time.sleep(2)
        ratio, width, overflow = self.page.run_script(
            "return [devicePixelRatio, innerWidth, document.documentElement.scrollWidth > innerWidth]"
        )
        window = self.desktop.wait_for_window()
        self.desktop.capture(f"scale-{per_cent}")
        if overflow:
            raise RuntimeError(f"the page is wider than the window at {how}")
        return f"yes: {how}, the page has {width:g} px of {ratio:g} dots{self.describe_fit(window)}"

    def describe_fit(self, window):
        width, height = self.desktop.screen_size()
        if window.width <= width and window.height <= height:
            return ""
        return f"; the window ({window.width} × {window.height}) is larger than the screen ({width} × {height})"

    def start_at_200(self):
        self.end_app()
        try:
            how = self.desktop.set_scale(200)
            self.desktop.launch()
            self.desktop.wait_for_window()
            time.sleep(3)
            window = self.desktop.mayfly_window()
            fit = self.describe_fit(window)
            self.desktop.capture("started-at-200")
            self.end_app()
        finally:
            self.desktop.set_scale(100)
        if fit:
            raise RuntimeError(f"{how}{fit}")
        return f"yes: {how}"

    def desktop_scale_back(self):
        try:
            self.desktop.set_scale(100)
        except Exception:
            pass

    def launch(self):
        os.environ["MAYFLY_LOG"] = "info"
        self.desktop.launch()
        self.desktop.wait_for_window()
        self.tray.wait_for_item()
        # The stored account opens after the window.
        wait_for("the address in the tray", lambda: any("@" in label for _, label in self.tray.entries()), 40)
        time.sleep(2)
        window = self.desktop.mayfly_window()
        return "yes, in front" if window.is_active_account else "yes, not in front"

    def maximise(self):
        before = self.desktop.wait_for_window()
        self.desktop.capture("title-bar")
        self.desktop.click_title_button("maximise")
        wait_for(
            "a larger window",
            lambda: (now := self.desktop.mayfly_window()) and now.width * now.height > before.width * before.height,
            5,
        )
        time.sleep(1)
        self.desktop.capture("maximised")
        self.desktop.click_title_button("maximise")
        wait_for("the window as before", lambda: self.desktop.mayfly_window().width == before.width, 5)

    def minimise(self):
        self.desktop.click_title_button("minimise")
        self.desktop.wait_until_closed(5)
        try:
            self.tray.click("Open Mayfly")
            self.desktop.wait_for_window(6)
            return self.in_front_or_not()
        except TimeoutError:
            self.desktop.capture("minimised")
            # The next checks need the window.
            self.desktop.restore_window()
            self.desktop.wait_for_window(10)
            raise RuntimeError("it stays minimised") from None

    def close_by_title_bar(self):
        self.desktop.click_title_button("close")
        self.desktop.wait_until_closed()
        time.sleep(1)
        if not self.pids():
            raise RuntimeError("Mayfly ended")
        self.tray.wait_for_item()

    def start_notification_log(self):
        self.monitor = subprocess.Popen(
            ["dbus-monitor", "--session", "interface='org.freedesktop.Notifications'"],
            stdout=open(f"{OUTPUT}/{self.desktop.name}-notifications.log", "wb", buffering=0),
        )

    def notification_log(self):
        with open(f"{OUTPUT}/{self.desktop.name}-notifications.log", errors="replace") as file:
            return file.read()

    def notification_shown(self):
        # Mail is not announced while its inbox is in a window with the focus.
        if self.desktop.mayfly_window():
            self.desktop.request_close()
            self.desktop.wait_until_closed()
        self.start_notification_log()
        time.sleep(1)
        self.message = self.service.deliver(self.address, "A code for you", "Your verification code is 551177.")
        wait_for("the notification", lambda: "A code for you" in self.notification_log(), 90)
        self.desktop.hold_notification()
        time.sleep(1.5)
        self.desktop.capture("notification")
        server = self.bus.get_object(
            "org.freedesktop.Notifications", "/org/freedesktop/Notifications", introspect=False
        )
        name, _, version, _ = server.GetServerInformation(dbus_interface="org.freedesktop.Notifications")
        return f"yes: {name} {version}"

    def copy_code_from_tray(self):
        self.desktop.clear_clipboard()
        label = self.tray.click("Copy code")
        if "551177" not in label:
            raise RuntimeError(f"the menu says {label}")
        self.copied("551177")

    def new_from_tray(self):
        self.desktop.clear_clipboard()
        self.tray.click("New address")
        wait_for("an address on the clipboard", lambda: "@" in self.desktop.read_clipboard(), 20)
        time.sleep(1)

    def notification_click(self):
        self.desktop.click_notification("Harbour Books")
        wait_for("ActionInvoked", lambda: "ActionInvoked" in self.notification_log(), 10)
        self.desktop.wait_for_window(15)
        wait_for("the message to be read", lambda: self.service.is_seen(self.message), 20)
        token = "with" if "ActivationToken" in self.notification_log() else "without"
        try:
            self.desktop.wait_until_active()
            return f"yes: the message opens, in front (desktop {token} activation token)"
        except TimeoutError:
            self.desktop.capture("notification-clicked")
            return f"the message opens, but not in front (desktop {token} activation token)"

    def close_by_compositor(self):
        self.desktop.request_close()
        self.desktop.wait_until_closed()
        time.sleep(1)
        if not self.pids():
            raise RuntimeError("Mayfly ended")

    def in_front_or_not(self):
        try:
            self.desktop.wait_until_active(6)
            return "yes, in front"
        except TimeoutError:
            with self.desktop.log("focus") as log:
                log.write(f"{self.desktop.describe_focus()}\n".encode())
            return "opens, but not in front"

    def open_from_tray(self):
        self.tray.click("Open Mayfly")
        self.desktop.wait_for_window()
        return self.in_front_or_not()

    def end_other(self):
        self.other.terminate()
        self.other.wait()
        time.sleep(1)

    def launch_again(self):
        self.other = self.desktop.open_other_window()
        self.desktop.launch()
        result = self.in_front_or_not()
        self.desktop.capture("launched-again")
        return result.replace("opens, but", "stays,")

    def start_again_from_shell(self):
        # Mayfly may cover the other window: it is opened anew, in front.
        self.end_other()
        self.other = self.desktop.open_other_window()
        subprocess.run(["mayfly"], check=True, timeout=20)
        result = self.in_front_or_not()
        self.desktop.capture("started-again")
        self.end_other()
        return result.replace("opens, but", "stays,")

    def launch_closed(self):
        self.desktop.request_close()
        self.desktop.wait_until_closed()
        self.desktop.launch()
        self.desktop.wait_for_window(15)
        result = self.in_front_or_not()
        self.desktop.request_close()
        self.desktop.wait_until_closed()
        return result

    def command_new(self):
        self.desktop.clear_clipboard()
        address = self.run_mayfly("new")
        self.copied(address)

    def command_copy_code(self):
        self.desktop.clear_clipboard()
        code = self.run_mayfly("copy-code")
        self.copied(code)

    def command_copy_address(self):
        self.desktop.clear_clipboard()
        self.copied(self.run_mayfly("copy-address"))

    def copy_without_xwayland(self):
        self.desktop.end_xwayland()
        self.desktop.clear_clipboard()
        address = self.run_mayfly("new")
        self.copied(address, 15)

    def close_without_tray(self):
        self.run_mayfly("open")
        self.tray.wait_for_item()
        self.desktop.remove_tray()
        watcher = "no watcher"
        try:
            wait_for("the tray to go", lambda: not self.tray.has_host(), 8)
            time.sleep(1)
            if self.tray.has_watcher():
                watcher = f"{self.tray.describe_watcher()} still watches, without a host"
        except TimeoutError:
            # What Mayfly could go by says that there is a tray.
            raise NotSupported(f"{self.tray.describe_watcher()} reports a host although it has ended") from None
        self.run_mayfly("open")
        self.desktop.wait_for_window(15)
        time.sleep(2)
        self.desktop.request_close()
        try:
            self.wait_until_ended(10)
            return f"yes ({watcher})"
        except TimeoutError:
            self.end_app()
            raise RuntimeError(f"Mayfly went on without window and tray ({watcher})") from None

    def read_log(self):
        text = ""
        for name in os.listdir(OUTPUT):
            if name.startswith(self.desktop.name + "-") and name.endswith(".log"):
                with open(f"{OUTPUT}/{name}", errors="replace") as file:
                    text += file.read()
        lines = [line for line in text.splitlines() if re.search(r"\b(ERROR|WARN)\b.*mayfly", line)]
        if lines:
            return f"{len(lines)} lines, the first: {re.sub(chr(27) + r'.*?m', '', lines[0])}"
        return "yes"


def main():
    name = sys.argv[1]
    class_name = name.capitalize()
    desktop = getattr(importlib.import_module(name), class_name)()
    job = Job(desktop)
    try:
        job.run()
    finally:
        desktop.stop()
    failures = sum(cell.startswith("NO") for cell in job.results.values())
    if failures:
        sys.exit(f"{name}: {failures} of {len(job.results)} checks failed")


if __name__ == "__main__":
    main()
