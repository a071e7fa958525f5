"""Writes points.csv: positions of chosen points computed by shapely (GEOS) and pyproj (PROJ).

    python3 -m venv target/gold
    target/gold/bin/pip install -r tests/golden/requirements.txt
    target/gold/bin/python tests/golden/points.py > tests/golden/points.csv

It shares with the program only the outlines and the rules to follow: within 50 m of a border, on either side, is the
edge; within 5 km of the outline of a département is the region. The output is reproducible.

Points are written to seven decimals (a centimetre) and located as written. The site rounds requested points to four
decimals, which moves a point by up to 7 m: less than the width of the edge, so that a point 10 m from a border is never
classified as inside or outside, and a point classified so is at least 43 m from the border. The catalogue receives these
points before any rounding.
"""

import csv
import json
import math
import sys
from pathlib import Path

import numpy as np
import shapely
from pyproj import Geod, Proj

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
EDGE_M = 50.0
REGION_MARGIN_M = 5_000.0
NEAREST = 5
# Places along a border (fraction of its length), and distances from it.
PLACES = [0.03, 0.21, 0.37, 0.53, 0.71, 0.89]
OFFSETS = {"10 m inside": -10.0, "10 m outside": 10.0, "60 m inside": -60.0, "60 m outside": 60.0}
KEPT_A_KIND = {"10 m inside": 3, "10 m outside": 3, "60 m inside": 1, "60 m outside": 1}
WGS84 = Geod(ellps="WGS84")


def outlines(file):
    features = json.loads((SEEDS / file).read_text(encoding="utf-8"))["features"]
    by_code = {it["properties"]["code"]: shapely.geometry.shape(it["geometry"]) for it in features}
    for code, outline in by_code.items():
        assert outline.is_valid, code
    return dict(sorted(by_code.items()))


class Outlines:
    """Outlines by code, and the depth of a point in each of them."""

    def __init__(self, by_code):
        self.codes = list(by_code)
        self.shapes = np.array(list(by_code.values()))
        # A side is straight in degrees: cut into pieces of some 150 m, it is straight in any projection, to the
        # millimetre.
        self.borders = shapely.segmentize(shapely.boundary(self.shapes), 0.002)

    def depths(self, lon, lat):
        """Distance in metres from each border, on the ellipsoid; negative outside."""
        plane = around(lon, lat)
        flat = projected(self.borders, plane)
        ends = shapely.get_point(shapely.shortest_line(shapely.Point(0, 0), flat), -1)
        there = plane(shapely.get_x(ends), shapely.get_y(ends), inverse=True)
        here = np.full(len(ends), lon), np.full(len(ends), lat)
        metres = WGS84.inv(*here, *there)[2]
        return np.where(shapely.intersects_xy(self.shapes, lon, lat), metres, -metres)


def around(lon, lat):
    """Azimuthal equidistant projection: distances from one point are exact."""
    return Proj(proj="aeqd", lat_0=lat, lon_0=lon, ellps="WGS84")


def projected(shapes, plane):
    return shapely.transform(shapes, lambda xy: np.column_stack(plane(xy[:, 0], xy[:, 1])))


def beside(shape, metres, place):
    """The point at this distance outside the border (inside if negative), at a fraction from 0 to 1 along it;
    `None` where another part of the border is nearer."""
    centre = shape.centroid
    plane = around(centre.x, centre.y)
    flat = projected(np.array([shape]), plane)[0]
    border = flat.exterior if flat.geom_type == "Polygon" else max(flat.geoms, key=lambda it: it.area).exterior
    at = border.length * place
    on, before, after = (border.interpolate(at + step) for step in (0, -0.5, 0.5))
    dx, dy = after.x - before.x, after.y - before.y
    length = math.hypot(dx, dy)
    if length < 0.99:
        return None
    for side in (1, -1):
        point = shapely.Point(on.x + side * metres * dy / length, on.y - side * metres * dx / length)
        off = abs(flat.boundary.distance(point) - abs(metres)) > 0.2
        if not off and flat.contains(point) == (metres < 0):
            return plane(point.x, point.y, inverse=True)
    return None


def points_of(shape):
    """Points about one outline, as pairs of kind and point."""
    deepest = shapely.get_point(shapely.maximum_inscribed_circle(shape, tolerance=1e-6), 0)
    yield "inside", (deepest.x, deepest.y)
    _, south, east, north = shape.bounds
    yield "outside", (east + 0.005, (south + north) / 2)
    for kind, metres in OFFSETS.items():
        found = [point for place in PLACES if (point := beside(shape, metres, place))]
        for point in found[: KEPT_A_KIND[kind]]:
            yield kind, point


def points_beside_region(departements):
    """Points outside each département, within the margin of the region and beyond it, and some far away."""
    for code, shape in zip(departements.codes, departements.shapes):
        for kind, metres in {"3 km out": 3_000.0, "8 km out": 8_000.0}.items():
            near = (beside(shape, metres, place / 20) for place in range(20))
            for lon, lat in filter(None, near):
                if abs(departements.depths(lon, lat).max() + metres) < 50:
                    yield code, kind, (lon, lat)
                    break
    for name, point in {"Paris": (2.3488, 48.8534), "Poitiers": (0.3404, 46.5802), "Brest": (-4.4861, 48.3904)}.items():
        yield name, "far away", point


def row(about, kind, point, neighbourhoods, departements):
    lon, lat = (round(float(degrees), 7) for degrees in point)
    depths = neighbourhoods.depths(lon, lat)
    here = int(np.argmax(depths))
    position = "inside" if depths[here] > EDGE_M else "edge" if depths[here] >= -EDGE_M else "outside"
    code = "" if position == "outside" else neighbourhoods.codes[here]
    away = sorted(zip(np.maximum(-depths, 0.0), neighbourhoods.codes))
    nearest = [(metres, other) for metres, other in away if other != code][:NEAREST]
    near = " ".join(f"{other}:{metres:.1f}" for metres, other in nearest)
    region = bool(departements.depths(lon, lat).max() >= -REGION_MARGIN_M)
    return [about, kind, f"{lat:.7f}", f"{lon:.7f}", position, code, f"{depths[here]:.1f}", region, near]


def main():
    neighbourhoods = Outlines(outlines("neighbourhoods.geojson"))
    departements = Outlines(outlines("departements.geojson"))
    shapes = zip(neighbourhoods.codes, neighbourhoods.shapes)
    asked = [(code, kind, point) for code, shape in shapes for kind, point in points_of(shape)]
    asked += points_beside_region(departements)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["about", "kind", "lat", "lon", "position", "neighbourhood", "depth_m", "in_region", "nearest"])
    for about, kind, point in asked:
        out.writerow(row(about, kind, point, neighbourhoods, departements))


if __name__ == "__main__":
    main()
