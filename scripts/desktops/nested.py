"""A Wayland compositor that runs in a window of a virtual X server, which has a picture, a pointer and a keyboard."""

import os
import subprocess
import time

from desktop import Desktop
from waiting import wait_for


class NestedDesktop(Desktop):
    def start_outer_screen(self, display):
        """Starts a virtual X server for a compositor that draws into a window, which fills it."""
        self.outer = display
        width, height = self.screen
        self.spawn("Xvfb", display, "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", log="outer-screen")
        wait_for("the virtual X server", lambda: os.path.exists(f"/tmp/.X11-unix/X{display[1:]}"))

    def use_outer_screen(self, *words):
        """Moves the pointer or presses keys, by the words of xdotool."""
        subprocess.run(["xdotool", *words], env=dict(os.environ, DISPLAY=self.outer), check=True)

    def click_outer_screen(self, x, y):
        self.use_outer_screen("mousemove", str(int(x)), str(int(y)))
        time.sleep(0.5)
        self.use_outer_screen("click", "1")

    def click_at(self, x, y):
        self.click_outer_screen(x * self.scale, y * self.scale)

    def type_keys(self, text):
        self.use_outer_screen("type", "--delay", "120", text)

    def read_clipboard(self):
        return self.output_of("wl-paste", "--no-newline", check=False)

    def clear_clipboard(self):
        subprocess.run(["wl-copy", "something else"], check=True)
