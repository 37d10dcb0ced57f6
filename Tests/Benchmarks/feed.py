"""A feed as large as is wanted: convoys that drive on and on, in the order they report."""

import datetime
import json

BEGINS = datetime.datetime(2024, 1, 11, 1, tzinfo=datetime.timezone.utc)
TRANSPORTS = 100
VEHICLES = 2
CAMERAS = (1, 2)
POSITION_SECONDS = 10
HEARTBEAT_SECONDS = 60
HOURS = 10
PLATE = 10_000


def moment(second):
    return (BEGINS + datetime.timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")


def plate(transport, vehicle):
    return f"湘A{PLATE + VEHICLES * transport + vehicle}"


def plan(transport):
    end = HOURS * 3600
    vehicles = [
        {"id": plate(transport, vehicle), "cameras": list(CAMERAS), "crew": [{"person": f"E{transport}-{vehicle}", "role": "escort"}]}
        for vehicle in range(VEHICLES)
    ]
    return {
        "type": "transport", "at": moment(-3600), "id": f"T{transport}", "leg": "province-branch",
        "origin": {"org": "a", "lat": 28.0, "lon": 113.0}, "destination": {"org": "b", "lat": 28.0, "lon": 114.0},
        "plannedDeparture": moment(0), "plannedArrival": moment(end), "firstSession": moment(end + 86_400),
        "route": [[28.0, 113.0], [28.0, 114.0]], "vehicles": vehicles,
    }  # fmt: skip


def write_feed(path, events):
    """Writes so many lines of evidence, a little more than asked for, behind the plans."""
    written, second = 0, 0
    with path.open("w", encoding="utf-8") as feed:
        for transport in range(TRANSPORTS):
            feed.write(json.dumps(plan(transport), ensure_ascii=False) + "\n")
        while written < events:
            at = moment(second)
            longitude = 113.0 + min(1, second / (HOURS * 3600))
            for transport in range(TRANSPORTS):
                for vehicle in range(VEHICLES):
                    who = f'"at":"{at}","vehicle":"{plate(transport, vehicle)}"'
                    place = f'"lat":28.0001,"lon":{longitude:.6f},"speed":61.5,"course":90,"alarms":[]'
                    feed.write(f'{{"type":"position",{who},{place}}}\n')
                    written += 1
                    if second % HEARTBEAT_SECONDS == 0:
                        for camera in CAMERAS:
                            feed.write(f'{{"type":"recording",{who},"camera":{camera},"state":"recording"}}\n')
                            written += 1
            second += POSITION_SECONDS
    return written
