"""The units of the sample province: districts, communes and provincial bodies with coordinates."""

from dataclasses import dataclass

from scheduler.samples.table import Row, Table, stream, words

# id, name, latitude, longitude, radius in degrees over which its communes lie
DISTRICTS: tuple[tuple[str, str, float, float, float], ...] = (
    ("H01", "Thành phố Đông Hà", 16.816, 107.100, 0.03),
    ("H02", "Thị xã Quảng Trị", 16.744, 107.188, 0.03),
    ("H03", "Huyện Vĩnh Linh", 17.045, 107.010, 0.11),
    ("H04", "Huyện Gio Linh", 16.930, 107.070, 0.09),
    ("H05", "Huyện Cam Lộ", 16.805, 106.990, 0.07),
    ("H06", "Huyện Triệu Phong", 16.780, 107.150, 0.08),
    ("H07", "Huyện Hải Lăng", 16.690, 107.250, 0.08),
    ("H08", "Huyện Đakrông", 16.600, 106.880, 0.16),
    ("H09", "Huyện Hướng Hóa", 16.640, 106.720, 0.18),
    ("H10", "Huyện đảo Cồn Cỏ", 17.159, 107.341, 0.0),
)
COMMUNES: dict[str, str] = {
    "H01": "Phường 1;Phường 2;Phường 3;Phường 4;Phường 5;Đông Giang;Đông Lễ;Đông Lương;Đông Thanh",
    "H02": "Phường 1;Phường 2;Phường 3;An Đôn;Hải Lệ",
    "H03": "Hồ Xá;Bến Quan;Cửa Tùng;Hiền Thành;Kim Thạch;Trung Nam;Vĩnh Chấp;Vĩnh Giang;Vĩnh Hà;"
    "Vĩnh Hòa;Vĩnh Khê;Vĩnh Lâm;Vĩnh Long;Vĩnh Ô;Vĩnh Sơn;Vĩnh Thái;Vĩnh Thủy",
    "H04": "Gio Linh;Cửa Việt;Gio An;Gio Châu;Gio Hải;Gio Mai;Gio Mỹ;Gio Quang;Gio Sơn;Hải Thái;"
    "Linh Hải;Linh Trường;Phong Bình;Trung Giang;Trung Hải;Trung Sơn",
    "H05": "Cam Lộ;Cam Chính;Cam Hiếu;Cam Nghĩa;Cam Thành;Cam Thủy;Cam Tuyền;Thanh An",
    "H06": "Ái Tử;Triệu Ái;Triệu An;Triệu Đại;Triệu Độ;Triệu Giang;Triệu Hòa;Triệu Lăng;Triệu Long;"
    "Triệu Phước;Triệu Sơn;Triệu Tài;Triệu Thành;Triệu Thuận;Triệu Thượng;Triệu Trạch;Triệu Trung",
    "H07": "Diên Sanh;Hải An;Hải Ba;Hải Chánh;Hải Định;Hải Dương;Hải Hưng;Hải Khê;Hải Lâm;"
    "Hải Phong;Hải Phú;Hải Quế;Hải Quy;Hải Sơn;Hải Thượng",
    "H08": "Krông Klang;A Bung;A Ngo;A Vao;Ba Lòng;Ba Nang;Đakrông;Hướng Hiệp;Húc Nghì;Mò Ó;"
    "Tà Long;Tà Rụt",
    "H09": "Khe Sanh;Lao Bảo;A Dơi;Ba Tầng;Hướng Lập;Hướng Linh;Hướng Lộc;Hướng Phùng;Hướng Sơn;"
    "Hướng Tân;Hướng Việt;Húc;Lìa;Tân Hợp;Tân Lập;Tân Liên;Tân Long;Tân Thành;Thanh;Thuận",
    "H10": "",
}
BODIES = words(
    "Ban Tổ chức Tỉnh ủy;Ban Tuyên giáo Tỉnh ủy;Ban Dân vận Tỉnh ủy;Ban Nội chính Tỉnh ủy;"
    "Ủy ban Kiểm tra Tỉnh ủy;Văn phòng Tỉnh ủy;Đảng ủy Khối cơ quan và doanh nghiệp;"
    "Trường Chính trị tỉnh;Báo tỉnh;Ủy ban Mặt trận Tổ quốc tỉnh;Liên đoàn Lao động tỉnh;"
    "Hội Nông dân tỉnh;Hội Phụ nữ tỉnh;Tỉnh đoàn;Hội Cựu chiến binh tỉnh;Văn phòng UBND tỉnh;"
    "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh;Sở Nội vụ;Sở Tư pháp;Sở Tài chính;"
    "Sở Kế hoạch và Đầu tư;Sở Công Thương;Sở Nông nghiệp và Phát triển nông thôn;"
    "Sở Giao thông vận tải;Sở Xây dựng;Sở Tài nguyên và Môi trường;Sở Thông tin và Truyền thông;"
    "Sở Lao động, Thương binh và Xã hội;Sở Văn hóa, Thể thao và Du lịch;Sở Khoa học và Công nghệ;"
    "Sở Giáo dục và Đào tạo;Sở Y tế;Sở Ngoại vụ;Thanh tra tỉnh;Ban Quản lý Khu kinh tế tỉnh"
)
TOWNS = {"Hồ Xá", "Bến Quan", "Cửa Tùng", "Gio Linh", "Cửa Việt", "Cam Lộ", "Ái Tử", "Diên Sanh"}
TOWNS |= {"Krông Klang", "Khe Sanh", "Lao Bảo"}
BRANCHES = words("Trường trung học;Bệnh viện;Trung tâm dịch vụ;Doanh nghiệp;Hạt quản lý")


@dataclass(frozen=True)
class UnitRow:
    """A unit of the sample; `kind` is district, commune, body or branch."""

    id: str
    name: str
    kind: str
    parent: str | None
    lat: float
    lon: float
    max_absent: float | None


def make_units(seed: int, branches: int = 0) -> tuple[UnitRow, ...]:
    """Return 10 districts, 119 communes and 35 provincial bodies, and branches where asked for."""
    rng = stream(seed, "geography")
    units = [
        UnitRow(id_, name, "district", None, lat, lon, 6.0 if id_ == "H10" else None)
        for id_, name, lat, lon, _ in DISTRICTS
    ]
    for district, _, lat, lon, radius in DISTRICTS:
        for name in filter(None, COMMUNES[district].split(";")):
            where = _near(lat, lon, radius, rng.uniform(-1, 1), rng.uniform(-1, 1))
            limit = rng.choice((None, None, 0.1, 0.12, 0.15, 5.0, 6.0))
            number = f"X{sum(u.kind == 'commune' for u in units) + 1:03}"
            title = _commune_name(name, district)
            units.append(UnitRow(number, title, "commune", district, *where, limit))
    for index, name in enumerate(BODIES, start=1):
        where = _near(16.816, 107.100, 0.02, rng.uniform(-1, 1), rng.uniform(-1, 1))
        limit = rng.choice((None, None, 0.15, 0.25, 4.0))
        units.append(UnitRow(f"T{index:02}", name, "body", None, *where, limit))
    for index in range(1, branches + 1):
        parent, place, lat, lon, radius = DISTRICTS[index % 9]
        where = _near(lat, lon, radius, rng.uniform(-1, 1), rng.uniform(-1, 1))
        name = f"{BRANCHES[index % len(BRANCHES)]} số {index} ({place})"
        units.append(UnitRow(f"N{index:03}", name, "branch", parent, *where, None))
    return tuple(units)


def units_table(units: tuple[UnitRow, ...]) -> Table:
    """Return the table of units."""
    rows: list[Row] = [(u.id, u.name, u.parent, u.lat, u.lon, u.max_absent) for u in units]
    return Table("units", ("id", "name", "parent", "lat", "lon", "max_absent"), tuple(rows))


def _near(lat: float, lon: float, radius: float, north: float, east: float) -> tuple[float, float]:
    inside_lat = min(17.16, max(16.32, lat + radius * north))
    inside_lon = min(107.36, max(106.52, lon + radius * east))
    return round(inside_lat, 4), round(inside_lon, 4)


def _commune_name(name: str, district: str) -> str:
    if name.startswith("Phường"):
        place = "Đông Hà" if district == "H01" else "thị xã Quảng Trị"
        return f"{name}, {place}"
    if district == "H01" or name == "An Đôn":
        return f"Phường {name}"
    return f"{'Thị trấn' if name in TOWNS else 'Xã'} {name}"
