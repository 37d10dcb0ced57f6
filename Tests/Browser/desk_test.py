#!/usr/bin/env python3
"""Looks at the dispatch desk as a dispatcher does, in a real browser, against a running service with a convoy under way.

    desk_test.py URL ACCOUNT PASSWORD SCREENSHOT_FOLDER [--deadline SECONDS] [--keep] [--readme FILE.png]

Exit status 0 when every step held; 1 otherwise, with a screenshot, the page's source and what the console said in SCREENSHOT_FOLDER.
Every wait polls until what is awaited is there or the one deadline for all steps has passed; nothing is proved by having slept.
"""

import argparse
import json
import pathlib
import signal
import sys
import time
import urllib.parse

from webdriver import Browser, BrowserError

POLL_SECONDS = 0.1

# The browser itself writes these to its console when the service rightly refuses a password or a lost session.
EXPECTED_REFUSALS = ("/api/v1/sessions - Failed to load resource: the server responded with a status of 401",)


class StepFailed(Exception):
    """A step did not come true; the message says what was awaited and what was seen."""


class Walk:
    """The steps of one visit, sharing one browser and one deadline."""

    def __init__(self, browser, arguments):
        self.browser = browser
        self.arguments = arguments
        self.origin = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(arguments.url))
        self.started = time.monotonic()

    def say(self, message):
        print(f"[{time.monotonic() - self.started:5.1f} s] {message}", flush=True)

    def wait(self, what, look):
        """Polls until `look` gives something true, and returns it; fails naming what was awaited."""
        seen = None
        while time.monotonic() - self.started < self.arguments.deadline:
            try:
                seen = look()
            except BrowserError as error:
                seen = f"{error}"
                time.sleep(POLL_SECONDS)
                continue
            if seen:
                return seen
            time.sleep(POLL_SECONDS)
        raise StepFailed(f"waited for {what} until the deadline of {self.arguments.deadline:g} s; last seen: {seen!r}")

    def expect(self, holds, message):
        if not holds:
            raise StepFailed(message)

    # What is on the page

    def markers(self):
        """{plate: (lat, lon, at)} of every vehicle on the map."""
        found = self.browser.run(
            "return [...document.querySelectorAll('[data-vehicle][data-lat][data-lon]')]"
            ".map((node) => [node.dataset.vehicle, node.dataset.lat, node.dataset.lon, node.dataset.at])"
        )
        return {plate: (float(lat), float(lon), at) for plate, lat, lon, at in found}

    def alerts(self, **wanted):
        """The alert cards whose data attributes have these values, each with its text."""
        cards = self.browser.run(
            "return [...document.querySelectorAll('[data-alert]')].map((node) => ({...node.dataset, text: node.innerText,"
            " reason: node.querySelector('.reason:not([hidden])')?.innerText ?? ''}))"
        )
        return [card for card in cards if all(card.get(name) == value for name, value in wanted.items())]

    def fill(self, account, password):
        for name, value in (("account", account), ("password", password)):
            field = self.wait(f"the field {name}", lambda: self.browser.find(f"input[name={name}]"))
            field.clear()
            field.type(value)
        self.browser.find("[type=submit]").click()

    # The steps

    def refuses_a_wrong_password(self):
        self.browser.go(self.arguments.url)
        self.wait("being sent to the sign-in page", lambda: "/sign-in" in self.browser.url)
        self.fill(self.arguments.account, self.arguments.password + "-wrong")
        words = self.wait("the refusal in words", lambda: (self.browser.find("[role=alert]:not([hidden])") or NOTHING).text)
        self.expect("/sign-in" in self.browser.url, "a wrong password led away from the sign-in page")
        self.say(f"a wrong password is refused: {words}")

    def signs_in(self):
        self.fill(self.arguments.account, self.arguments.password)
        self.wait("the desk after signing in", lambda: self.browser.find("#desk") and "/sign-in" not in self.browser.url)
        self.wait("the stream to be live", lambda: self.browser.find("body[data-stream=live]"))
        cards = self.wait("a transport in the list", lambda: len(self.browser.find_all("[data-transport]")))
        figures = self.browser.run("return document.querySelectorAll('[data-transport]')[0].querySelectorAll('[data-proof][data-state]').length")
        self.expect(figures == 4, f"a transport shows {figures} proofs, not 4")
        self.say(f"signed in; the stream is live, {cards} transport(s) with their four proofs")

    def sees_two_vehicles_move(self):
        first = self.wait("two vehicles on the map", lambda: (found := self.markers()) and len(found) >= 2 and found)

        def moved():
            now = self.markers()
            return [plate for plate in first if plate in now and now[plate][:2] != first[plate][:2]]

        plates = self.wait("two vehicles to move", lambda: (found := moved()) and len(found) >= 2 and found)
        later = self.markers()
        for plate in plates:
            self.expect(later[plate][2] >= first[plate][2], f"{plate} moved back in time: {first[plate][2]} → {later[plate][2]}")
        self.say(f"vehicles move: {', '.join(plates)}")

    def sees_an_alert_and_acknowledges_it(self):
        alert = self.wait("an open alert nobody has acknowledged", lambda: self.alerts(state="open", acknowledged="false"))[0]
        self.expect(alert["text"].strip() != "", "the alert says nothing")
        self.say(f"an alert appeared: {' / '.join(alert['text'].splitlines()[:4])}")
        button = f"[data-alert={json.dumps(alert['alert'])}] button.primary:not([hidden])"
        self.wait("the button that acknowledges", lambda: self.browser.find(button)).click()
        marked = self.wait("the alert to be marked as acknowledged", lambda: self.alerts(alert=alert["alert"], acknowledged="true"))[0]
        words = self.wait("who acknowledged it", lambda: self.browser.find(f"[data-alert={json.dumps(alert['alert'])}] .acknowledged").text)
        self.say(f"acknowledged {marked['alert']}: {words}")

    def sees_an_alert_withdrawn(self):
        def withdrawn():
            return [card for card in self.alerts(state="withdrawn") if card["reason"].strip()]

        open_before = {card["alert"] for card in self.alerts(state="open")}
        card = self.wait("an alert to be withdrawn, with its reason", withdrawn)[0]
        when = "before our eyes" if card["alert"] in open_before else "before we came"
        self.say(f"withdrawn {when}: {card['rule']}: {card['reason']}")

    def sees_the_lanes(self):
        def spans():
            return self.browser.run("return document.querySelectorAll('[data-lane] [data-state=proved]').length")

        count = self.wait("a proved span in the lanes", spans)
        kinds = self.browser.run("return [...new Set([...document.querySelectorAll('[data-lane]')].map((node) => node.dataset.lane))]")
        for kind in ("escorts", "recording", "position", "speed"):
            self.expect(kind in kinds, f"the lanes lack {kind}: {kinds}")
        self.say(f"the lanes show {count} proved span(s): {', '.join(kinds)}")

    def takes_the_readme_picture(self):
        def both():
            return self.alerts(state="open", severity="critical") and self.alerts(state="withdrawn")

        self.wait("an open critical alert and a withdrawn one in sight together", both)
        critical = "[data-transport][data-severity=critical]"
        self.wait("the critical transport in the list", lambda: self.browser.find(f"{critical} button")).click()
        self.wait("its lanes", lambda: self.browser.find(f"{critical}[data-selected=true]") and self.browser.find("[data-lane=speed] polyline"))
        self.browser.run("document.activeElement?.blur(); for (const node of document.querySelectorAll('.scroller')) node.scrollTop = 0;")
        self.say(f"picture: {self.browser.screenshot(self.arguments.readme)}")

    def finds_no_fault_behind_the_page(self):
        errors = [error for error in self.browser.console_errors() if not any(refusal in error for refusal in EXPECTED_REFUSALS)]
        self.expect(not errors, "the browser's console has errors:\n  " + "\n  ".join(errors))
        requested = self.browser.requested_urls()
        outside = [url for url in requested if not url.startswith(self.origin + "/") and not url.startswith(("data:", "blob:"))]
        self.expect(not outside, "the page asked outside its own origin:\n  " + "\n  ".join(outside))
        self.expect(any("/api/v1/stream" in url for url in requested), "the list of requests is not complete: it lacks the stream")
        self.say(f"no script error, and {len(requested)} addresses asked for, all of {self.origin}")

    def all_steps(self):
        self.refuses_a_wrong_password()
        self.signs_in()
        self.sees_two_vehicles_move()
        self.sees_the_lanes()
        self.sees_an_alert_and_acknowledges_it()
        self.sees_an_alert_withdrawn()
        if self.arguments.readme:
            self.takes_the_readme_picture()
        self.finds_no_fault_behind_the_page()


class _Nothing:
    text = ""


NOTHING = _Nothing()


def keep_evidence(browser, folder, name):
    """Writes what the browser shows and said; each part on its own, because the browser may be half gone."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {
        ".png": lambda path: browser.screenshot(path),
        ".html": lambda path: path.write_text(browser.source, encoding="utf-8"),
        ".log": lambda path: path.write_text("\n".join([browser.url, *browser.console_errors(), "", *browser.requested_urls()]), encoding="utf-8"),
    }
    for suffix, write in parts.items():
        path = folder / f"{name}{suffix}"
        try:
            write(path)
            print(f"  kept {path}", flush=True)
        except Exception as error:  # whatever it is, the other parts are still worth having
            print(f"  could not keep {path}: {error}", flush=True)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("account")
    parser.add_argument("password")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--deadline", type=float, default=120, help="seconds for all steps together (120)")
    parser.add_argument("--keep", action="store_true", help="keep a screenshot of success too")
    parser.add_argument("--readme", type=pathlib.Path, metavar="FILE.png", help="take a picture with an open critical and a withdrawn alert")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    # Ended from outside, the browser is still ended too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        with Browser(width=1440, height=900) as browser:
            walk = Walk(browser, arguments)
            try:
                walk.all_steps()
            except Exception as error:
                print(f"FAILED: {error if isinstance(error, StepFailed) else repr(error)}", flush=True)
                keep_evidence(browser, arguments.folder, "desk-failed")
                return 1
            if arguments.keep:
                keep_evidence(browser, arguments.folder, "desk-passed")
            walk.say("all steps held")
            return 0
    except BrowserError as error:
        print(f"FAILED: {error}", flush=True)
        return 1


if __name__ == "__main__":
    sys.exit(main())
