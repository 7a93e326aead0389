"""sway without XWayland; waybar is the tray's host, mako shows the notifications.

sway draws into a window of a virtual X server: its headless backend has neither pointer nor keyboard, and windows would
never have the focus. Programs in sway see Wayland alone."""

import json
import os
import subprocess
import time

from desktop import NotSupported, Window
from nested import NestedDesktop
from waiting import wait_for

CONFIG = """\
output X11-1 mode --custom 1920x1200
output X11-1 scale 1 bg #285577 solid_color
xwayland disable
default_border normal
exec mako
bar {
    swaybar_command waybar
}
"""


class Sway(NestedDesktop):
    name = "sway"
    title = "sway, no XWayland"

    def start(self):
        os.environ.update(
            XDG_CURRENT_DESKTOP="sway", WLR_BACKENDS="x11", WLR_RENDERER="pixman"
        )
        os.environ.pop("DISPLAY", None)
        self.start_outer_screen(":73")
        self.start_gnome_keyring()
        config = f"{self.runtime}/sway.conf"
        with open(config, "w") as file:
            file.write(CONFIG)
        self.spawn("sway", "-c", config, DISPLAY=self.outer)
        self.wait_for_wayland_display()
        os.environ["SWAYSOCK"] = wait_for(
            "sway's socket",
            lambda: next(
                (f"{self.runtime}/{name}" for name in os.listdir(self.runtime) if name.startswith("sway-ipc")), None
            ),
        )
        self.publish_environment("WAYLAND_DISPLAY", "SWAYSOCK")
        time.sleep(3)

    def _message(self, *words):
        answer = json.loads(self.output_of("swaymsg", "-r", *words))
        failure = next((part for part in answer if isinstance(part, dict) and part.get("success") is False), None)
        if failure and "-t" not in words:
            raise RuntimeError(f"swaymsg {' '.join(words)}: {failure.get('error')}")
        return answer

    def windows(self):
        found = []

        def collect(node):
            if node.get("pid") and node["type"] in ("con", "floating_con"):
                inside, outside = node["window_rect"], node["rect"]
                found.append(
                    Window(
                        node.get("name") or "",
                        node.get("app_id") or "",
                        bool(node["focused"]),
                        outside["x"] + inside["x"],
                        outside["y"] + inside["y"],
                        inside["width"],
                        inside["height"],
                    )
                )
            for child in node.get("nodes", []) + node.get("floating_nodes", []):
                collect(child)

        collect(self._message("-t", "get_tree"))
        return found

    def click_title_button(self, button):
        raise NotSupported("the title bar is sway's and has no buttons")

    def request_close(self):
        self._message('[app_id="Mayfly"] kill')

    def launch(self):
        # sway gives what it starts an activation token.
        self._message("exec env -u DISPLAY mayfly")

    def capture(self, name):
        path = self.screenshot_path(name)
        self.output_of("grim", path)
        return path

    def click_notification(self, summary):
        wait_for("the notification", lambda: summary in self.output_of("makoctl", "list", check=False), 10)
        # mako draws it in the corner, below waybar.
        self.click_at(self.screen[0] / self.scale - 120, 70)

    def set_dark(self, dark):
        for key, value in [
            ("color-scheme", "prefer-dark" if dark else "default"),
            ("gtk-theme", "Adwaita-dark" if dark else "Adwaita"),
        ]:
            self.output_of("gsettings", "set", "org.gnome.desktop.interface", key, value)

    def set_scale(self, per_cent):
        self.scale = per_cent / 100
        self._message(f"output X11-1 scale {self.scale}")
        time.sleep(2)
        return f"{per_cent} %"

    def icon_of_window(self):
        raise NotSupported("sway shows no icons")

    def remove_tray(self):
        subprocess.run(["pkill", "waybar"], check=False)
