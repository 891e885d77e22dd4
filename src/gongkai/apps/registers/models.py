"""业务台账: what the agency decided, charged, issued and held, kept so that the annual report can count it.

Every register is a concrete model on `Entry`. What a register looks like on a form, in a list and in a
spreadsheet, and which figures it feeds, stands in `specifications`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.apps.agencies.models import Account, Agency, Versioned


class Entry(Versioned):
    """One line of a register. It is never deleted: a mistaken one is voided with a reason and counts no more."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", editable=False)
    void_reason = models.CharField("作废原因", max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True


def _once(*fields: str) -> list[models.BaseConstraint]:
    """Among the entries that hold, these fields together name one entry of the agency."""
    return [
        models.UniqueConstraint(
            fields=["agency", *fields], condition=Q(voided_at=None), name="%(class)s_once"
        )
    ]


def _by_day(*fields: str) -> list[models.Index]:
    """Counts of a year are answered from this index alone."""
    return [models.Index(fields=["agency", "voided_at", *fields], name="%(class)s_by_day")]


class PartyKind(models.TextChoices):
    NATURAL_PERSON = "natural_person", "自然人"
    ORGANISATION = "organisation", "法人或其他组织"


class ServiceType(models.TextChoices):
    LICENCE = "licence", "行政许可"
    OTHER_SERVICE = "other_service", "其他对外管理服务事项"
    PENALTY = "penalty", "行政处罚"
    COERCIVE_MEASURE = "coercive_measure", "行政强制"
    CHARGE = "charge", "行政事业性收费"


class Licence(Entry):
    """行政许可 (条例 art. 20(5)): every decision counts, granted or not, published or not."""

    class Decision(models.TextChoices):
        GRANTED = "granted", "准予"
        REFUSED = "refused", "不予"

    document_number = models.CharField("决定书文号", max_length=60)
    holder_kind = models.CharField("相对人类别", max_length=14, choices=PartyKind)
    holder = models.CharField("相对人名称", max_length=100)
    category = models.CharField("许可事项", max_length=100)
    decision = models.CharField("决定", max_length=7, choices=Decision)
    decided_on = models.DateField("决定日期")
    published_on = models.DateField("公开日期", null=True, blank=True)

    class Meta:
        verbose_name = "行政许可"
        constraints = _once("document_number")
        indexes = _by_day("decided_on")


class Penalty(Entry):
    """行政处罚 (条例 art. 20(6); 行政处罚法 art. 48). A revoked decision was still made, and counts."""

    document_number = models.CharField("决定书文号", max_length=60)
    party_kind = models.CharField("当事人类别", max_length=14, choices=PartyKind)
    party = models.CharField("当事人名称", max_length=100)
    offence = models.CharField("违法事由", max_length=200)
    amount = models.DecimalField("罚没金额（万元）", max_digits=14, decimal_places=4, null=True, blank=True)
    decided_on = models.DateField("决定日期")
    socially_influential = models.BooleanField("有一定社会影响", default=False)
    published_on = models.DateField("公开日期", null=True, blank=True)
    revoked_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = "行政处罚"
        constraints = _once("document_number")
        indexes = _by_day("decided_on")


class CoerciveMeasure(Entry):
    """行政强制 (条例 art. 20(6))."""

    document_number = models.CharField("决定书文号", max_length=60)
    party_kind = models.CharField("当事人类别", max_length=14, choices=PartyKind)
    party = models.CharField("当事人名称", max_length=100)
    measure = models.CharField("强制措施", max_length=100)
    decided_on = models.DateField("决定日期")
    published_on = models.DateField("公开日期", null=True, blank=True)
    lifted_on = models.DateField("解除日期", null=True, blank=True)

    class Meta:
        verbose_name = "行政强制"
        constraints = _once("document_number")
        indexes = _by_day("decided_on")


class OtherServiceDecision(Entry):
    """其他对外管理服务事项的处理决定, a row of the form of 2019."""

    document_number = models.CharField("文号或编号", max_length=60)
    party_kind = models.CharField("相对人类别", max_length=14, choices=PartyKind)
    party = models.CharField("相对人名称", max_length=100)
    category = models.CharField("服务事项", max_length=100)
    decided_on = models.DateField("决定日期")
    published_on = models.DateField("公开日期", null=True, blank=True)

    class Meta:
        verbose_name = "其他对外管理服务"
        constraints = _once("document_number")
        indexes = _by_day("decided_on")


class Charge(Entry):
    """行政事业性收费 (条例 art. 20(8)), in 万元. One line may stand for a day, a month or a receipt."""

    item = models.CharField("收费项目", max_length=100)
    charged_on = models.DateField("收费日期")
    amount = models.DecimalField("金额（万元）", max_digits=14, decimal_places=4)
    receipt_number = models.CharField("票据号码", max_length=60, blank=True)

    class Meta:
        verbose_name = "行政事业性收费"
        constraints = _once("item", "charged_on", "receipt_number")
        indexes = _by_day("charged_on", "amount")


class NormativeDocument(Entry):
    """规章和行政规范性文件 (条例 art. 20(1)), whether disclosed or not."""

    class Type(models.TextChoices):
        RULES = "rules", "规章"
        NORMATIVE_DOCUMENT = "normative_document", "行政规范性文件"

    type = models.CharField("类别", max_length=18, choices=Type)
    title = models.CharField("标题", max_length=200)
    document_number = models.CharField("文号", max_length=60)
    issued_on = models.DateField("制发日期")
    effective_until = models.DateField("有效期至", null=True, blank=True)
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    disclosed_on = models.DateField("公开日期", null=True, blank=True)

    class Meta:
        verbose_name = "规章和规范性文件"
        constraints = _once("document_number")
        indexes = _by_day("issued_on", "type")


class ServiceItem(Entry):
    """权力和服务事项: the items on the agency's list, whose number the form of 2019 asks for."""

    type = models.CharField("类别", max_length=16, choices=ServiceType)
    name = models.CharField("事项名称", max_length=150)
    since = models.DateField("列入日期")
    until = models.DateField("取消日期", null=True, blank=True)

    class Meta:
        verbose_name = "权力和服务事项"
        constraints = _once("type", "name", "since")
        indexes = _by_day("since", "type")


class Procurement(Entry):
    """政府集中采购 (条例 art. 20(9)), in 万元."""

    project = models.CharField("采购项目", max_length=150)
    procured_on = models.DateField("采购日期")
    amount = models.DecimalField("金额（万元）", max_digits=14, decimal_places=4)

    class Meta:
        verbose_name = "政府集中采购"
        constraints = _once("project", "procured_on")
        indexes = _by_day("procured_on", "amount")


class Meeting(Entry):
    """政府信息公开工作会议或专题会议 (list of 2014, 九（一）)."""

    title = models.CharField("会议名称", max_length=150)
    held_on = models.DateField("召开日期")

    class Meta:
        verbose_name = "政府信息公开会议"
        constraints = _once("title", "held_on")
        indexes = _by_day("held_on")


class TrainingCourse(Entry):
    """政府信息公开培训班 (list of 2014, 九（二）（三）)."""

    title = models.CharField("培训班名称", max_length=150)
    held_on = models.DateField("举办日期")
    trainees = models.PositiveIntegerField("培训人次")

    class Meta:
        verbose_name = "政府信息公开培训班"
        constraints = _once("title", "held_on")
        indexes = _by_day("held_on", "trainees")
