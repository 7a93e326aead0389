"""KDE Plasma on Wayland. KWin draws into a window of a virtual X server: that can be photographed and clicked into,
which its `--virtual` backend can't. Programs in it see Wayland alone, and XWayland."""

import json
import os
import re
import subprocess
import time

import dbus

from desktop import OUTPUT, NotSupported, Window
from nested import NestedDesktop
from waiting import wait_for

# KWin writes what a script prints to its log.
LIST_WINDOWS = """
print("REPORT %d " + JSON.stringify(workspace.windowList().filter(w => !w.minimized).map(w => [
    w.caption, w.resourceClass, w.active, w.frameGeometry.x, w.frameGeometry.y, w.frameGeometry.width,
    w.frameGeometry.height, w.desktopFileName])));
"""


class Plasma(NestedDesktop):
    name = "plasma"
    title = "KDE Plasma on Wayland"

    def start(self):
        os.environ.update(
            XDG_CURRENT_DESKTOP="KDE",
            KDE_FULL_SESSION="true",
            KDE_SESSION_VERSION="6",
            XDG_MENU_PREFIX="plasma-",
            QT_QUICK_BACKEND="software",
        )
        self.start_gnome_keyring()
        self.start_outer_screen(":72")
        self._start_kwin("1")
        self._bus = dbus.SessionBus()
        self.publish_environment(
            "WAYLAND_DISPLAY", "DISPLAY", "XAUTHORITY", "KDE_FULL_SESSION", "KDE_SESSION_VERSION", "QT_QUICK_BACKEND"
        )
        self.spawn("kbuildsycoca6")
        self.spawn("kded6")
        self._shell = self.spawn("plasmashell", QT_QPA_PLATFORM="wayland")
        time.sleep(15)

    def _start_kwin(self, scale):
        width, height = self.screen
        self.spawn(
            "kwin_wayland",
            *("--x11-display", self.outer, "--width", str(width), "--height", str(height), "--scale", scale),
            *("--xwayland", "--no-lockscreen"),
            DISPLAY=self.outer,
        )
        self.wait_for_wayland_display()
        time.sleep(3)
        os.environ["DISPLAY"] = ":0"
        cookies = [name for name in os.listdir(self.runtime) if name.startswith("xauth_")]
        if cookies:
            os.environ["XAUTHORITY"] = f"{self.runtime}/{cookies[0]}"

    def _run_script(self, text):
        path = f"{self.runtime}/script.js"
        with open(path, "w") as file:
            file.write(text)
        scripting = self._bus.get_object("org.kde.KWin", "/Scripting", introspect=False)
        number = scripting.loadScript(path, "mayfly-test", dbus_interface="org.kde.kwin.Scripting")
        script = self._bus.get_object("org.kde.KWin", f"/Scripting/Script{number}", introspect=False)
        script.run(dbus_interface="org.kde.kwin.Script")
        scripting.unloadScript("mayfly-test", dbus_interface="org.kde.kwin.Scripting")

    _reports = 0

    def _rows(self):
        self._reports += 1
        self._run_script(LIST_WINDOWS % self._reports)
        beginning = f"js: REPORT {self._reports} "

        def find_report():
            with open(f"{OUTPUT}/{self.name}-kwin_wayland.log", errors="replace") as log:
                return next((line[len(beginning) :] for line in log if line.startswith(beginning)), None)

        return json.loads(wait_for("KWin's answer", find_report, 10))

    def windows(self):
        return [Window(row[0] or "", row[1] or "", row[2], *(int(value) for value in row[3:7])) for row in self._rows()]

    title_buttons = {"close": (15, 13), "maximise": (39, 13), "minimise": (63, 13)}

    def request_close(self):
        self._run_script("workspace.windowList().filter(w => w.resourceClass == 'Mayfly').forEach(w => w.closeWindow());")
        time.sleep(1)

    def launch(self):
        # The start menu by its key, as people open it; a program that it starts has an activation token.
        self.use_outer_screen("key", "super")
        time.sleep(3)
        self.use_outer_screen("type", "--delay", "60", "mayfly")
        time.sleep(3)
        self.capture("start-menu")
        self.use_outer_screen("key", "Return")
        time.sleep(1)

    def restore_window(self):
        self._run_script("workspace.windowList().filter(w => w.minimized).forEach(w => { w.minimized = false; });")

    def capture(self, name):
        path = self.screenshot_path(name)
        done = subprocess.run(
            ["import", "-window", "root", path], env=dict(os.environ, DISPLAY=self.outer), check=False
        )
        if done.returncode:
            raise RuntimeError("no picture of the screen")
        return path

    def _notification_place(self):
        width, height = self.screen_size()
        return width - 300, height - 155

    def hold_notification(self):
        x, y = self._notification_place()
        self.use_outer_screen("mousemove", str(x), str(y))

    def click_notification(self, summary):
        self.click_at(*self._notification_place())

    def set_dark(self, dark):
        self.output_of("plasma-apply-colorscheme", "BreezeDark" if dark else "BreezeLight")
        time.sleep(2)

    def set_scale(self, per_cent):
        listed = re.sub("\x1b\\[.*?m", "", self.output_of("kscreen-doctor", "-o", check=False))
        name = re.search(r"Output: *\d+ (\S+)", listed)
        if not name:
            raise NotSupported("kscreen-doctor lists no output with this backend")
        self.output_of("kscreen-doctor", f"output.{name.group(1)}.scale.{per_cent / 100}")
        self.scale = per_cent / 100
        time.sleep(3)
        return f"{per_cent} %"

    def icon_of_window(self):
        row = next(row for row in self._rows() if row[1] == "Mayfly")
        installed = os.path.exists(f"/usr/share/applications/{row[7]}.desktop")
        if not installed:
            raise RuntimeError(f"KWin looks for the desktop file “{row[7]}”, which is not there, and shows its own icon")
        return f"desktop file “{row[7]}”"

    def remove_tray(self):
        # The watcher stays: it is part of kded6.
        self._shell.terminate()
        try:
            self._shell.wait(10)
        except subprocess.TimeoutExpired:
            self._shell.kill()
            self._shell.wait()
