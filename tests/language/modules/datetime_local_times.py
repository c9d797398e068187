# timestamp() of local times around changes of clocks: times that come twice, and times that never come.
import os
import time
from datetime import datetime, timedelta

for zone, changes in (("EST5EDT,M3.2.0,M11.1.0", (datetime(2023, 3, 12, 2), datetime(2023, 11, 5, 1))),
                      ("CET-1CEST,M3.5.0,M10.5.0/3", (datetime(2024, 3, 31, 2), datetime(2024, 10, 27, 2))),
                      ("LHST-10:30LHDT-11,M10.1.0,M4.1.0", (datetime(2023, 10, 1, 2), datetime(2023, 4, 2, 1, 30))),
                      ("XST12", (datetime(2023, 1, 1),))):
    os.environ["TZ"] = zone
    time.tzset()
    for change in changes:
        for minutes in range(-150, 180, 30):
            local = change + timedelta(minutes=minutes)
            print(zone.partition(",")[0], local, *(local.replace(fold=fold).timestamp() for fold in (0, 1)))
    for extreme in (datetime.min, datetime.max):
        for fold in (0, 1):
            try:
                print(extreme.replace(fold=fold).timestamp())
            except ValueError as problem:
                print(problem)
