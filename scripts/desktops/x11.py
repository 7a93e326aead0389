"""What can be asked of any X server."""

import os
import re
import subprocess
import time

from desktop import Desktop, Window


class X11Desktop(Desktop):
    session_type = "x11"

    def start_x_server(self, display):
        width, height = self.screen
        self.spawn("Xvfb", display, "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp")
        os.environ["DISPLAY"] = display
        os.environ.pop("WAYLAND_DISPLAY", None)
        end = time.monotonic() + 20
        while subprocess.run(["xprop", "-root"], capture_output=True, check=False).returncode:
            if time.monotonic() > end:
                raise TimeoutError("the X server did not start")
            time.sleep(0.2)

    def _tool(self, *words):
        return self.output_of("xdotool", *words, check=False)

    def windows(self):
        active = self._tool("getactivewindow")
        found = []
        for number in self._tool("search", "--onlyvisible", "--name", "").split():
            # Not xdotool's: it counts the frame of the window manager twice.
            place = self.output_of("xwininfo", "-id", number, check=False)
            properties = self.output_of("xprop", "-id", number, "WM_CLASS", "_NET_WM_NAME", check=False)
            names = re.search(r'WM_CLASS.*= "(.*?)"', properties)
            title = re.search(r'_NET_WM_NAME.*= "(.*?)"', properties)
            if not names or "Width" not in place:
                continue
            sides = [r"Absolute upper-left X: *(-?\d+)", r"Absolute upper-left Y: *(-?\d+)", r"Width: (\d+)", r"Height: (\d+)"]
            found.append(
                Window(
                    title.group(1) if title else "",
                    names.group(1),
                    number == active,
                    *(int(re.search(side, place).group(1)) for side in sides),
                )
            )
        return found

    def window_id(self):
        return next(iter(self._tool("search", "--onlyvisible", "--class", "^Mayfly$").split()), None)

    def click_at(self, x, y):
        self._tool("mousemove", str(int(x)), str(int(y)))
        time.sleep(0.4)
        self._tool("click", "1")

    def type_keys(self, text):
        self._tool("type", "--delay", "120", text)

    def read_clipboard(self):
        return self.output_of("xclip", "-selection", "clipboard", "-o", check=False)

    def clear_clipboard(self):
        subprocess.run(
            ["xclip", "-selection", "clipboard"], input=b"something else", stdout=subprocess.DEVNULL, check=True
        )

    def capture(self, name):
        path = self.screenshot_path(name)
        self.output_of("import", "-window", "root", path)
        return path
