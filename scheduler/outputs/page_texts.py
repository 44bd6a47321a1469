"""Texts of the page: key to Vietnamese and English."""

from collections.abc import Mapping

PAGE_TEXTS: Mapping[str, tuple[str, str]] = {
    "skip_link": ("Đến nội dung chính", "Skip to the content"),
    "other_language": ("English", "Tiếng Việt"),
    "to_dark": ("Nền tối", "Dark"),
    "to_light": ("Nền sáng", "Light"),
    "print": ("In", "Print"),
    # search and filter
    "search": ("Tìm kiếm", "Find"),
    "search_hint": ("Lớp, giảng viên, đơn vị, cán bộ…", "Class, lecturer, unit, cadre…"),
    "kind": ("Loại", "Kind"),
    "all_kinds": ("Mọi loại", "Every kind"),
    "kind_class": ("Lớp", "Classes"),
    "kind_lecturer": ("Giảng viên", "Lecturers"),
    "kind_room": ("Phòng", "Rooms"),
    "kind_unit": ("Đơn vị", "Units"),
    "kind_cadre": ("Cán bộ", "Cadres"),
    "all_tiers": ("Mọi đối tượng", "Every tier"),
    "clear": ("Xóa lọc", "Clear"),
    "found": ("mục phù hợp", "matching entries"),
    "not_found": ("Không có mục nào phù hợp.", "Nothing matches."),
    # tiles and what they mean
    "tile_classes": ("Lớp mở", "Open classes"),
    "tile_of": ("trên {n} lớp dự kiến", "of {n} candidates"),
    "why_classes": (
        "Số lớp được mở trong phương án; lớp dự kiến là lớp mà kịch bản cho phép mở. "
        "Chọn để xem danh sách lớp.",
        "Classes that the plan opens; candidates are those that the scenario allows. "
        "Follow to the list of classes.",
    ),
    "tile_people": ("Người được học", "People attending"),
    "tile_enrolments": ("{n} lượt", "{n} enrolments"),
    "why_people": (
        "Số cán bộ khác nhau có tên trong ít nhất một lớp; mỗi lần dự một lớp là một lượt. "
        "Chọn để xem danh sách.",
        "Different cadres named in at least one class; each class attended is one enrolment. "
        "Follow to the list.",
    ),
    "tile_shortfall": ("Còn thiếu", "Shortfall"),
    "tile_met": ("{met}/{all} đối tượng đạt chỉ tiêu", "{met} of {all} tiers meet the target"),
    "why_shortfall": (
        "Số người còn thiếu so với chỉ tiêu sau kế hoạch, cộng các đối tượng. "
        "Chọn để xem từng đối tượng.",
        "Persons still missing from the targets after the plan, over all tiers. "
        "Follow to each tier.",
    ),
    "tile_lecturers": ("Giảng viên dạy", "Lecturers teaching"),
    "tile_sessions": ("{n} buổi dạy", "{n} taught sessions"),
    "why_lecturers": (
        "Số giảng viên có ít nhất một buổi dạy; một buổi là nửa ngày. Chọn để xem tải từng người.",
        "Lecturers with at least one session, which is half a day. Follow to the load of each.",
    ),
    "tile_days": ("Ngày học", "Class days"),
    "tile_rooms": ("{n} phòng", "{n} rooms"),
    "why_days": (
        "Tổng số ngày học của mọi lớp mở, tại các phòng được dùng. Chọn để xem từng phòng.",
        "Days of all open classes together, in the rooms in use. Follow to the rooms.",
    ),
    "tile_repeat": ("Trùng lặp tránh được", "Repeat avoided"),
    "tile_repeat_of": ("còn {n} người-tiết", "{n} person-periods remain"),
    "why_repeat": (
        "So với khi xếp người ngẫu nhiên vào chính các lớp này: {remains} thay vì {uninformed} "
        "người-tiết nghe lại nội dung đã học. Chọn để xem cách tính và từng lớp.",
        "Against the same classes filled at random: {remains} instead of {uninformed} "
        "person-periods of content heard again. Follow to the method and each class.",
    ),
    "tile_standby": ("Buổi có người dạy thay", "Sessions with a standby"),
    "tile_standby_of": ("{covered}/{sessions} buổi", "{covered} of {sessions} sessions"),
    "tile_cost": ("Chi phí", "Cost"),
    "tile_currency": ("đồng", "currency"),
    "why_standby": (
        "Số buổi có một giảng viên khác đủ trình độ, rảnh và còn định mức để dạy thay.",
        "Sessions for which another lecturer is qualified, free and within all limits.",
    ),
    "why_cost": (
        "Thù lao giảng viên, tiền phòng, trợ cấp và đi lại. Chọn để xem từng khoản, từng lớp.",
        "Lecturer fees, rooms, allowances and travel. Follow to each line and class.",
    ),
    "nav": ("Trong trang này", "On this page"),
    "part_coverage": ("Chỉ tiêu", "Coverage"),
    "part_map": ("Bản đồ", "Map"),
    "part_year": ("Lịch năm", "Calendar"),
    "part_classes": ("Các lớp", "Classes"),
    "part_load": ("Theo tuần", "Weeks"),
    "part_lecturers": ("Giảng viên", "Lecturers"),
    "part_rooms": ("Phòng học", "Rooms"),
    "part_repeat": ("Trùng lặp", "Repeat"),
    "part_cost": ("Chi phí", "Cost"),
    "part_quality": ("Chất lượng", "Quality"),
    "part_notes": ("Lưu ý", "Notes"),
    "part_cadres": ("Cán bộ", "Cadres"),
    "as_table": ("Xem dạng bảng", "As a table"),
    "draws_with_script": (
        "Hình cần JavaScript; bảng bên dưới có cùng số liệu.",
        "The picture needs JavaScript; the table below has the same figures.",
    ),
    # coverage
    "coverage_hint": (
        "Số cán bộ đã đạt yêu cầu bồi dưỡng trước và sau kế hoạch, so với chỉ tiêu từng đối tượng.",
        "Cadres who meet every requirement before and after the plan, against each tier's target.",
    ),
    "bar_label": (
        "{tier}: {before} đã học trước, {after} sau kế hoạch, chỉ tiêu {target}, tổng {population}",
        "{tier}: {before} before, {after} after the plan, target {target}, population {population}",
    ),
    "gained": ("Kế hoạch thêm", "Added by the plan"),
    "not_covered": ("Chưa học", "Not covered"),
    "by_unit": ("Theo đơn vị ({n} dòng)", "By unit ({n} rows)"),
    "met": ("Đạt", "Met"),
    "missing": ("Thiếu {n}", "{n} short"),
    # map
    "map_hint": (
        "Mỗi vòng tròn là một đơn vị tại tọa độ thật: càng to càng đông cán bộ, màu cho biết tỷ lệ "
        "đã học sau kế hoạch. Hình vuông là địa điểm mở lớp. Chọn một đơn vị để xem "
        "dòng của đơn vị đó.",
        "Each circle is a unit at its true coordinates: the larger the more cadres, its colour the "
        "share covered after the plan. Squares are venues that hold classes. Follow a unit "
        "to its row.",
    ),
    "map_title": ("Bản đồ độ phủ theo đơn vị", "Map of coverage by unit"),
    "map_tip": (
        "{unit}: {after}/{population} đã học sau kế hoạch ({share}), trước đó {before}",
        "{unit}: {after} of {population} covered after the plan ({share}), {before} before",
    ),
    "venue_tip": ("{venue}: {n} lớp ({classes})", "{venue}: {n} classes ({classes})"),
    "no_map": (
        "Bảng đơn vị không có tọa độ nên không vẽ được bản đồ.",
        "The units have no coordinates, so there is no map.",
    ),
    "unplaced": (
        "{n} đơn vị không có tọa độ, chỉ có trong bảng.",
        "{n} units have no coordinates.",
    ),
    # year
    "legend": ("Chú giải", "Legend"),
    "many_tiers": ("Nhiều đối tượng", "Several tiers"),
    "day_rest": ("Ngày nghỉ", "Not worked"),
    "day_holiday": ("Nghỉ lễ, Tết", "Holiday"),
    "day_closed": ("Không mở lớp", "Closed"),
    "day_risk": ("Mùa rủi ro", "Risk season"),
    "year_hint": (
        "Mỗi hàng một tháng; chọn một lớp để xem chi tiết.",
        "One row per month; follow a class to its details.",
    ),
    "special_days": ("Ngày nghỉ, ngày không mở lớp và mùa rủi ro", "Holidays, closures and risk"),
    "special_kind": ("Loại", "Kind"),
    "special_reason": ("Lý do", "Reason"),
    # classes
    "people_n": ("{n} người", "{n} people"),
    "days_n": ("{n} ngày", "{n} days"),
    "units_taking_part": ("Số người theo đơn vị", "People by unit"),
    "class_people": ("Xem học viên của lớp này", "See who attends this class"),
    "closed_list": ("Lớp không mở ({n})", "Classes that do not open ({n})"),
    "idle": ("Chưa có buổi dạy ({n})", "Without sessions ({n})"),
    "seats": ("Lấp đầy chỗ", "Seats filled"),
    "classes": ("Số lớp", "Classes"),
    "class_days": ("Số ngày", "Days"),
    # weeks
    "load_hint": (
        "Số buổi có giảng viên trong từng khoảng thời gian; khoảng thuộc mùa rủi ro có vạch màu "
        "ở chân.",
        "Taught sessions in each span of time; spans of the risk season have a coloured foot.",
    ),
    "load_title_week": ("Buổi dạy mỗi tuần", "Taught sessions per week"),
    "load_title_month": ("Buổi dạy mỗi tháng", "Taught sessions per month"),
    "load_axis": ("Số buổi", "Sessions"),
    "load_tip": (
        "{span}: {sessions} buổi, {days} ngày học, {classes} lớp",
        "{span}: {sessions} sessions, {days} class days, {classes} classes",
    ),
    "span_week": ("Tuần", "Week"),
    "span_month": ("Tháng", "Month"),
    "lecturer_grid": ("Số buổi dạy của từng giảng viên", "Sessions of each lecturer"),
    "room_grid": ("Số ngày dùng của từng phòng", "Days each room is used"),
    "grid_hint_week": (
        "Mỗi cột là một tuần, ghi ngày thứ Hai; số và màu ô cho biết mức tải.",
        "Each column is a week, headed by its Monday; figure and colour tell the load.",
    ),
    "grid_hint_month": (
        "Mỗi cột là một tháng; số và màu ô cho biết mức tải.",
        "Each column is a month; figure and colour tell the load.",
    ),
    # repeat
    "repeat_lead": (
        "Kế hoạch này: {remains} người-tiết nghe lại nội dung đã học. Nếu xếp người mà không xem "
        "họ đã học gì: khoảng {uninformed}. Tránh được {avoided} ({share}).",
        "This plan: {remains} person-periods of content heard again. Filled without looking at "
        "what people have had: about {uninformed}. Avoided: {avoided} ({share}).",
    ),
    "repeat_method": (
        "Cách tính: giữ nguyên các lớp, chuyên đề, phòng và sĩ số; mỗi lượt học được thay bằng "
        "mức trùng lặp trung bình của mọi cán bộ mà lớp đó nhận (thuộc diện lập kế hoạch, đúng "
        "đối tượng và chức danh, đang công tác, đơn vị được địa điểm phục vụ). Giới hạn vắng mặt "
        "của đơn vị không được tính.",
        "Method: classes, modules, rooms and sizes stay; each enrolment is replaced by the mean "
        "repeat of all cadres whom the class admits (planned, of its tier and title, active, unit "
        "served by its venue). Limits on absence are left out.",
    ),
    "repeat_title": ("Trùng lặp theo lớp, người-tiết", "Repeat by class, person-periods"),
    "remains": ("Còn trùng lặp", "Remains"),
    "avoided": ("Tránh được", "Avoided"),
    "uninformed": ("Xếp không xem lịch sử", "Uninformed"),
    "per_person": ("Tiết mỗi người", "Periods each"),
    "repeat_tip": (
        "{id}: còn {remains}, xếp không xem lịch sử {uninformed} người-tiết",
        "{id}: {remains} remain, {uninformed} person-periods uninformed",
    ),
    "repeat_topics": ("Nội dung còn trùng lặp nhiều nhất", "Topics that repeat most"),
    "topic": ("Nội dung", "Topic"),
    "modules_with": ("Có trong chuyên đề", "In modules"),
    "person_periods": ("Người-tiết", "Person-periods"),
    "people_count": ("Số người", "People"),
    "no_repeat": ("Không có nội dung nào bị học lại.", "Nothing is heard twice."),
    # cost
    "cost_hint": (
        "Chi phí theo khoản và theo lớp; chọn một lớp để xem chi tiết.",
        "Cost by line and by class; follow a class to its details.",
    ),
    "cost_title": ("Chi phí theo lớp", "Cost by class"),
    "cost_lines": ("Chi phí theo khoản", "Cost by line"),
    "cost_line": ("Khoản", "Line"),
    "amount": ("Số tiền", "Amount"),
    "line_fees": ("Thù lao giảng viên", "Lecturer fees"),
    "line_rooms": ("Tiền phòng", "Rooms"),
    "line_allowances": ("Trợ cấp học viên", "Allowances"),
    "line_travel": ("Đi lại", "Travel"),
    "cost_tip": ("{id}: {line} {amount}, cả lớp {total}", "{id}: {line} {amount}, {total} in all"),
    "budget_line": (
        "Ngân sách {budget}: đã dùng {share}.",
        "Budget {budget}: {share} of it used.",
    ),
    # quality
    "levels_title": ("Các mức mục tiêu, quan trọng nhất trước", "Levels, most important first"),
    "components_title": ("Thành phần", "Components"),
    "no_bound": ("chưa có", "none"),
    "proven": ("Đã chứng minh", "Proven"),
    "proven_label": (
        "cận dưới bằng {share} giá trị",
        "the bound is {share} of the value",
    ),
    # cadres
    "cadres_hint": (
        "Gõ tên, mã, đơn vị hoặc lớp vào ô tìm kiếm; trang chỉ hiện {n} dòng đầu.",
        "Type a name, id, unit or class into the search box; the first {n} rows are shown.",
    ),
    "cadres_title": ("Cán bộ thuộc diện lập kế hoạch", "Cadres of this plan"),
    "cadres_count": ("{shown} trên {all} cán bộ", "{shown} of {all} cadres"),
    "not_called": ("không có lớp trong kế hoạch này", "no class in this plan"),
    "no_people": (
        "Bản này không kèm tên cán bộ; danh sách lớp nằm trong {xlsx}.",
        "This copy names no cadre; the class lists are in {xlsx}.",
    ),
    "files_beside": (
        "Trong cùng thư mục: {xlsx} để in và chỉnh, {ics} cho ứng dụng lịch.",
        "In the same folder: {xlsx} to print and edit, {ics} for calendar applications.",
    ),
    "private": (
        "Trang này có tên cán bộ: chỉ dùng trong nội bộ cơ quan lập kế hoạch.",
        "This page names cadres: keep it inside the planning office.",
    ),
    "private_unit": (
        "Trang này có tên cán bộ của đơn vị: chỉ dùng trong nội bộ đơn vị.",
        "This page names cadres of the unit: keep it inside the unit.",
    ),
    "public": ("Trang này không có tên học viên.", "This page names no attending cadre."),
    "run_line": (
        "Lần chạy: hạt giống {seed}, {workers} luồng, dữ liệu {sha}",
        "Run: seed {seed}, {workers} workers, input {sha}",
    ),
    "drawn_with": (
        "Hình vẽ bằng Observable Plot và D3 (giấy phép ISC).",
        "Drawn with Observable Plot and D3 (ISC licence).",
    ),
}
