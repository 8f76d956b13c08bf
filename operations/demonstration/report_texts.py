"""The officers' own paragraphs, in the manner of real reports.

No cause is claimed that no figure shows. Each field has several versions, taken in turn by the districts. `{next}`
names the time to come.
"""

EVALUATION = (
    "Công tác bình đẳng giới và vì sự tiến bộ của phụ nữ trên địa bàn {place} tiếp tục nhận được sự quan tâm lãnh "
    "đạo, chỉ đạo của cấp ủy, chính quyền; sự phối hợp của Mặt trận và các đoàn thể.\n"
    "Hình thức tuyên truyền từng bước đa dạng, phù hợp với từng nhóm đối tượng; nhận thức của cán bộ và Nhân dân về "
    "bình đẳng giới có chuyển biến tích cực.",
    "Các nhiệm vụ được triển khai theo kế hoạch đã ban hành; công tác tuyên truyền được lồng ghép với sinh hoạt của "
    "các đoàn thể ở cơ sở nên tiết kiệm kinh phí và tiếp cận được nhiều đối tượng.\n"
    "Sự phối hợp giữa Phòng với Hội Liên hiệp Phụ nữ, Phòng Văn hóa và Thông tin và UBND cấp xã ngày càng chặt chẽ.",
    "Việc thực hiện pháp luật về bình đẳng giới trên địa bàn {place} có nhiều tiến bộ; phụ nữ tham gia ngày càng tích "
    "cực vào các lĩnh vực của đời sống xã hội.\n"
    "Hệ thống truyền thanh cơ sở phát huy hiệu quả trong việc đưa thông tin đến các khu dân cư.",
    "Công tác tham mưu ban hành văn bản kịp thời; đội ngũ cán bộ làm công tác bình đẳng giới từ cấp huyện đến cấp xã "
    "được củng cố, cơ bản đáp ứng yêu cầu nhiệm vụ.",
)
DIFFICULTIES = (
    "Cán bộ làm công tác bình đẳng giới ở cấp xã đều kiêm nhiệm, thường xuyên thay đổi nên việc tham mưu và thống kê "
    "số liệu còn hạn chế.",
    "Kinh phí bố trí cho công tác bình đẳng giới còn ít, chủ yếu lồng ghép với các chương trình khác.",
    "Định kiến giới vẫn còn trong một bộ phận người dân; nam giới tham gia các buổi truyền thông chưa nhiều.",
    "Một số đơn vị cấp xã báo cáo chậm, một số chỉ tiêu chưa được theo dõi thường xuyên.",
)
IN_THE_MOUNTAINS = (
    "Địa bàn rộng, dân cư phân tán, một bộ phận người dân tộc thiểu số còn hạn chế trong tiếp cận thông tin; tài liệu "
    "tuyên truyền bằng tiếng dân tộc chưa có."
)
NEXT_STEPS = (
    "{Next}, tiếp tục tham mưu triển khai kế hoạch công tác bình đẳng giới và vì sự tiến bộ của phụ nữ; đẩy mạnh tuyên "
    "truyền pháp luật về bình đẳng giới, phòng, chống bạo lực trên cơ sở giới đến tận khu dân cư.",
    "Tổ chức các lớp tập huấn cho cán bộ làm công tác bình đẳng giới cấp xã trong {next}; duy trì chuyên mục trên hệ "
    "thống truyền thanh.\nPhối hợp kiểm tra việc thực hiện pháp luật về bình đẳng giới tại cơ sở.",
    "Trong {next}, tập trung truyền thông về bình đẳng giới trong lĩnh vực chính trị, chú trọng nguồn cán bộ nữ; tăng "
    "cường phối hợp liên ngành trong phòng ngừa, ứng phó với bạo lực trên cơ sở giới.",
)
PROPOSALS = (
    "Đề nghị Sở Lao động - Thương binh và Xã hội tiếp tục tổ chức tập huấn nghiệp vụ cho cán bộ làm công tác bình đẳng "
    "giới cấp huyện, cấp xã.",
    "Đề nghị Sở hỗ trợ tài liệu, tờ rơi tuyên truyền để cấp phát đến cơ sở.",
    "Đề nghị Sở tham mưu UBND tỉnh quan tâm bố trí kinh phí thực hiện công tác bình đẳng giới cho cấp huyện.",
    "Đề nghị Sở quan tâm hỗ trợ kinh phí để xây dựng, nhân rộng mô hình địa chỉ tin cậy tại cộng đồng.",
)
UNFINISHED = {
    "evaluation": "Các nhiệm vụ trong năm cơ bản được triển khai theo kế hoạch; Tháng hành động được hưởng ứng ở các "
    "xã, thị trấn với hình thức phù hợp.",
    "difficulties": IN_THE_MOUNTAINS,
    "committee": "Ban Vì sự tiến bộ của phụ nữ huyện do Phó Chủ tịch UBND huyện làm Trưởng ban; các xã, thị trấn đều "
    "có Ban Vì sự tiến bộ của phụ nữ. Công chức Văn hóa - Xã hội cấp xã kiêm nhiệm công tác bình đẳng giới.",
    "mainstreaming": "Nội dung bình đẳng giới được lồng ghép vào kế hoạch phát triển kinh tế - xã hội và kế hoạch "
    "giảm nghèo của huyện.",
    "other_bodies": "Hội Liên hiệp Phụ nữ huyện lồng ghép tuyên truyền pháp luật về bình đẳng giới vào sinh hoạt "
    "chi hội.",
}
RETURNED = (
    "Đề nghị kiểm tra lại số lượt người của buổi truyền thông ngày 20/10/2020; nêu rõ kết quả bố trí kinh phí nhân "
    "rộng mô hình năm 2020."
)
REMARK = (
    "Số lượt người buổi truyền thông ngày 20/10 cao hơn nhiều so với các buổi khác tại địa phương: đề nghị đối chiếu "
    "danh sách và chỉnh sửa nếu cần."
)
RETURNED_IN_JUNE = "Đề nghị bổ sung phần đánh giá và nguyên nhân của các khó khăn, vướng mắc."
SENT_BACK = "Rà soát lại số liệu cuộc kiểm tra trước khi trình."


def text_for(district, version, coming):
    """Return {field: text} of a district's report; `coming` names the time to come, such as `năm 2021`."""
    difficulties = DIFFICULTIES[version % len(DIFFICULTIES)]
    if district.is_mountainous:
        difficulties += f"\n{IN_THE_MOUNTAINS}"
    words = {"place": district.place, "next": coming, "Next": coming[:1].upper() + coming[1:]}
    texts = {"evaluation": EVALUATION, "next_steps": NEXT_STEPS, "proposals": PROPOSALS}
    filled = {name: versions[version % len(versions)].format(**words) for name, versions in texts.items()}
    return filled | {"difficulties": difficulties}
