"""Xfce on X11: xfwm4, xfce4-panel as the tray's host, xfce4-notifyd."""

import os
import time

from waiting import wait_for
from x11 import X11Desktop


class Xfce(X11Desktop):
    name = "xfce"
    title = "Xfce on X11"

    def start(self):
        os.environ.update(XDG_CURRENT_DESKTOP="XFCE", DESKTOP_SESSION="xfce")
        self.start_x_server(":71")
        self.start_gnome_keyring()
        self.publish_environment("DISPLAY", "DESKTOP_SESSION")
        self.spawn("xfsettingsd", "--disable-daemon")
        self._set("xsettings", "/Net/ThemeName", "string", "Adwaita")
        self._set("xsettings", "/Net/IconThemeName", "string", "Adwaita")
        self.spawn("xfwm4")
        self.spawn("xfdesktop")
        # By its path: other desktops that are installed here would answer for its name.
        self.spawn("/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd")
        self.spawn("xfce4-panel", "--disable-wm-check")
        wait_for("the panel", lambda: self._tool("search", "--onlyvisible", "--class", "xfce4-panel"), 40)
        time.sleep(3)
        self._add_tray()

    def _set(self, channel, path, kind, value):
        self.output_of("xfconf-query", "-c", channel, "-p", path, "-n", "-t", kind, "-s", value)

    def _add_tray(self):
        """The default panel has a tray; the question "migrate or default?" of a first start is answered here."""
        plugins = self.output_of("xfconf-query", "-c", "xfce4-panel", "-l", "-v", check=False)
        if "systray" not in plugins:
            self.output_of("xfce4-panel", "--add=systray")
            time.sleep(2)

    def _frame(self):
        """Returns the sizes of the window manager's frame: left, right, top, bottom."""
        text = self.output_of("xprop", "-id", self.window_id(), "_NET_FRAME_EXTENTS")
        return [int(value) for value in text.split("=")[1].split(",")]

    def click_title_button(self, button):
        window = self.wait_for_window()
        left, right, top, _ = self._frame()
        from_right = {"close": 15, "maximise": 38, "minimise": 61}[button]
        self.click_at(window.x + window.width + right - from_right, window.y - top // 2)

    def request_close(self):
        # Alt+F4; `xdotool windowclose` would destroy the window without asking its program.
        self.output_of("wmctrl", "-x", "-c", "mayfly.Mayfly")

    def launch(self):
        self.spawn("gtk-launch", "Mayfly", log="launch")

    def click_notification(self, summary):
        def find_notification():
            return next((window for window in self.windows() if window.app.lower() == "xfce4-notifyd"), None)

        window = wait_for("the notification", find_notification, 10)
        # Its button "Open Mayfly": a click elsewhere only closes it.
        self.click_at(window.x + window.width * 0.27, window.y + window.height * 0.74)

    def set_dark(self, dark):
        self._set("xsettings", "/Net/ThemeName", "string", "Adwaita-dark" if dark else "Adwaita")

    def set_scale(self, per_cent):
        # Xfce scales by whole numbers; in between, people set the resolution of the fonts.
        self._set("xsettings", "/Gdk/WindowScalingFactor", "int", "2" if per_cent == 200 else "1")
        self._set("xsettings", "/Xft/DPI", "int", "120" if per_cent == 125 else "96")
        time.sleep(3)
        return "fonts at 120 dpi" if per_cent == 125 else "window scaling 2×" if per_cent == 200 else "100 %"

    def icon_of_window(self):
        shown = self.output_of("xprop", "-id", self.window_id(), "WM_CLASS", "_NET_WM_ICON", check=False)
        return "class Mayfly, icon in the window" if "Icon (" in shown or "_NET_WM_ICON(CARD" in shown else shown

    def remove_tray(self):
        self.output_of("xfce4-panel", "--quit")
