"""Changes to the sample deal by which every choice is made and every text is printed somewhere."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from service.domain.money import Rate
from service.domain.terms import delivery as d
from service.domain.terms import grant as g
from service.domain.terms import law as la
from service.domain.terms import materials as m
from service.domain.terms import models as mo
from service.domain.terms import notices as no
from service.domain.terms import parties as pa
from service.domain.terms import period as pe
from service.domain.terms import positions as po
from service.domain.terms import prices as pr
from service.domain.terms import privacy as pv
from service.domain.terms import risk as r
from service.domain.terms import signing as s
from tests.builders import a_charge, a_line, some_parties, some_terms, usd

_PAPER = pa.AuthorityDocument(
    dated_on=date(2026, 5, 1), sha256="a" * 64, covers=frozenset(pa.Covers)
)
_ADDRESS = pa.Address(street="3 Dam", city="Amsterdam", postcode="1012 JS", country="NL")
_LICENSOR = some_parties().licensor
_AGENT = replace(
    _LICENSOR, rights_capacity=pa.RightsCapacity.EXCLUSIVE_AGENT, authority_document=_PAPER
)
_PERSON = replace(
    _LICENSOR,
    entity_type=pa.EntityType.INDIVIDUAL,
    signatories=(replace(_LICENSOR.signatories[0], authority=pa.Authority.SELF),),
)
_MARKET = pa.Intermediary(
    legal_name="Media Market B.V.",
    address=_ADDRESS,
    role=pa.IntermediaryRole.PAYMENT_AGENT,
    collects_payment=True,
    commission_pct=Decimal(10),
    borne_by=pa.Side.LICENSOR,
)
_PARENT = pa.Guarantor(
    legal_name="Parent N.V.", jurisdiction="NL", address=_ADDRESS, guarantees=pa.Side.LICENSEE
)
_MANIFEST = m.Manifest(uri="https://archive.example/m.csv", sha256="b" * 64, count=1_460_000)
_TDM = po.Tdm(signals=frozenset(po.TdmSignal), locations=("https://archive.example/",))
_PAST = po.PastUseTerms(
    amount=usd("250000"), cutoff_on=date(2026, 12, 31), works=("Harbor series, 1990",)
)
_PARITY = {"risk__mfn_terms": r.MfnTerms(comparator="A license for 100,000 images or more")}
_TIERS = (
    m.Tier(from_=Decimal(0), to=Decimal(1_000_000), rate=Rate(Decimal("0.06"))),
    m.Tier(from_=Decimal(1_000_000), rate=Rate(Decimal("0.04"))),
)
_EVENTS = tuple(
    d.Tranche(
        line="photos",
        quantity=Decimal(100),
        due_after=d.DueAfter(event=event, value=days, unit=d.SpanUnit.WEEKS),
    )
    for days, event in enumerate(d.DueEvent)
)


def _licensors(*capacities: pa.RightsCapacity) -> Mapping[str, Any]:
    named = [
        replace(_AGENT, legal_name=f"Archive {chr(65 + n)}", rights_capacity=capacity)
        for n, capacity in enumerate(capacities)
    ]
    return {"parties__licensor": named[0], "parties__other_licensors": tuple(named[1:])}


def _priced(kind: pr.ChargeKind, **read: Any) -> Mapping[str, Any]:
    """With a charge of this kind beside the rates of the lines."""
    charge = a_charge(**({"id": kind.value, "kind": kind, "amount": None} | read))
    return {"pricing__fee_model": pr.FeeModel.HYBRID, "pricing__charges": (charge,)}


def _guaranteed(**changes: Any) -> Mapping[str, Any]:
    guarantee = some_terms().pricing.guarantee
    return {"pricing__guarantee": replace(guarantee, **changes)}  # type: ignore[type-var]


def _line(**changes: Any) -> Mapping[str, Any]:
    return {"materials__lines__0": a_line(**changes), "delivery__schedule": ()}


def _lines(*each: Mapping[str, Any]) -> Mapping[str, Any]:
    named = tuple(a_line(**{"id": f"line{n}"} | changes) for n, changes in enumerate(each))
    hybrid = {"pricing__fee_model": pr.FeeModel.HYBRID}
    return {"materials__lines": named, "delivery__schedule": ()} | hybrid


def _renewing(mode: pe.RenewalMode, **more: Any) -> Mapping[str, Any]:
    return {"period__renewal__mode": mode, "period__renewal__max": None} | more


def _holding(*positions: po.FairUse, **more: Any) -> Mapping[str, Any]:
    return {"positions__fair_use": frozenset(positions)} | more


_FIXED, _PER_UNIT, *_ = pr.ChargeKind
_SCOPE = "positions__fair_use_covenant_scope"
_CHARGED: Mapping[str, Mapping[str, Any]] = {
    **{f"due {on}": _priced(_FIXED, amount=usd("9"), due=pr.Due(on=on)) for on in pr.DueOn},
    "due later": _priced(_FIXED, amount=usd("9"), due=pr.Due(on=pr.DueOn.DELIVERY, days=10)),
    **{
        f"{kind} {per}": _priced(kind, rate=Rate(Decimal("0.002")), per=per)
        for kind, pers in (
            (pr.ChargeKind.USAGE, (pr.Per.QUERY, pr.Per.THOUSAND_QUERIES)),
            (pr.ChargeKind.CRAWL, (pr.Per.PAGE_CRAWL, pr.Per.THOUSAND_CRAWLS)),
        )
        for per in pers
    },
    **{
        f"subscription {per}": _priced(pr.ChargeKind.SUBSCRIPTION, amount=usd("2000"), per=per)
        | {"pricing__indexation": pr.Indexation(kind=pr.IndexationKind.FIXED_PCT, pct=Decimal(3))}
        for per in (pr.Per.MONTH, pr.Per.QUARTER, pr.Per.YEAR, pr.Per.INITIAL_PERIOD)
    },
    **{
        f"share {base}": _priced(pr.ChargeKind.REVENUE_SHARE, pct=Decimal(4), revenue_base=base)
        | _guaranteed(recoups_against=frozenset(pr.ChargeKind))
        for base in pr.RevenueBase
    },
    "tiers": _line(unit_rate=None, tiers=_TIERS)
    | {"pricing__fee_model": pr.FeeModel.GRADUATED_TIER},
    "tiers by volume": _line(unit_rate=None, tiers=_TIERS)
    | {"pricing__fee_model": pr.FeeModel.VOLUME_TIER},
    "free": {
        "materials__lines": (a_line(unit_rate=None),),
        "delivery__schedule": (),
        "pricing__fee_model": pr.FeeModel.NO_FEE,
        "pricing__guarantee": None,
    },
    "minimum each year": _guaranteed(per=pr.GuaranteePer.YEAR, carry_forward=True),
    "advance": _guaranteed(kind=pr.GuaranteeKind.ADVANCE, carry_forward=True),
    "advance each year": _guaranteed(
        kind=pr.GuaranteeKind.ADVANCE, per=pr.GuaranteePer.YEAR, abates_on_shortfall=False
    ),
    "no guarantee": {"pricing__guarantee": None},
    "fee cap": {"pricing__fee_cap": usd("900000")},
    "contributor split": {"pricing__contributor_split_pct": Decimal(40)},
    "index": {
        "pricing__indexation": pr.Indexation(
            kind=pr.IndexationKind.CPI, floor_pct=Decimal(1), cap_pct=Decimal(5)
        )
    },
    "exchange": {"pricing__fx": pr.Exchange(source="ECB", on="the day of the invoice")},
}
_LICENSED: Mapping[str, Mapping[str, Any]] = {
    **{f"as {capacity}": _licensors(capacity) for capacity in pa.RightsCapacity},
    "several licensors": _licensors(*pa.RightsCapacity),
    "jointly": _licensors(*pa.RightsCapacity)
    | {"parties__licensors_liability": pa.LicensorsLiability.JOINT_AND_SEVERAL},
    "named principals": {
        "parties__licensor": replace(_AGENT, principals=pa.Principals(names=("Ann Ray",)))
    },
    "listed principals": {
        "parties__licensor": replace(_AGENT, principals=pa.Principals(count=1200, sha256="d" * 64))
    },
    "a person": {"parties__licensor": _PERSON},
    "named affiliates": {
        "parties__licensee__affiliates": pa.Affiliates(
            scope=pa.AffiliateScope.NAMED, named=("Example Research Ltd",)
        )
    },
    "guarantors": {"parties__guarantors": (_PARENT, replace(_PARENT, guarantees=pa.Side.LICENSOR))},
    **{
        f"intermediary {role}": {
            "parties__intermediary": replace(_MARKET, role=role, collects_payment=False)
        }
        for role in pa.IntermediaryRole
        if role is not _MARKET.role
    },
    "payment agent": {
        "parties__intermediary": _MARKET,
        "pricing__payee": pr.Payee.INTERMEDIARY,
    },
    "every asset": _lines(*({"asset_type": asset} for asset in m.AssetType)),
    "every unit": _lines(*({"asset_type": m.AssetType.OTHER, "unit": unit} for unit in m.Unit)),
    **{
        f"{kind} {use}": {
            "materials__lines__0__rights_basis": m.RightsBasis(
                kind=kind,
                terms_version="2024-05",
                accepted_from=date(2024, 5, 1),
                accepted_to=date(2026, 5, 1),
                ai_use=use,
                notice_given_on=date(2026, 6, 1),
                evidence_sha256="c" * 64,
            )
        }
        for kind, use in zip(
            (m.RightsKind.CONTRIBUTOR_LICENSE, m.RightsKind.USER_TERMS, m.RightsKind.MANDATE),
            m.AiUse,
            strict=True,
        )
    },
    "quality": {
        "materials__lines__0__quality": m.Quality(
            resolution="4K", language="en", labelled=True, unpublished=True
        )
    },
    "a manifest": {
        "materials__manifest": _MANIFEST,
        "delivery__manifest": d.ManifestRule.AT_SIGNATURE,
    },
    "the first manifest": {"materials__manifest": _MANIFEST},
    "excluded works": {"materials__excluded_works": ("Dunes at dusk", "Harbor, night")},
    "one off": {"delivery__mode": d.DeliveryMode.ONE_OFF, "delivery__schedule": ()},
    "interface": {"delivery__mode": d.DeliveryMode.API, "delivery__method": d.DeliveryMethod.API},
    "clean room": {
        "delivery__mode": d.DeliveryMode.ON_PREM_CLEAN_ROOM,
        "delivery__method": d.DeliveryMethod.CLEAN_ROOM,
    },
    "after events": {"delivery__schedule": _EVENTS},
    "accepted at once": {"delivery__acceptance_days": 0},
}
_USED: Mapping[str, Mapping[str, Any]] = {
    "every purpose": {
        "grant__purposes": frozenset(g.Purpose),
        "models__artifacts": mo.Artifacts(embeddings=mo.Fate.KEEP, indexes=mo.Fate.KEEP),
    },
    "every prohibited use": {
        "grant__prohibited_uses": frozenset(g.ProhibitedUse),
        "special_terms": (
            s.SpecialTerm(id="a", clause="C08", action=s.SpecialAction.ADD, text="No toys."),
        ),
    },
    "every sublicensee": {"grant__sublicense": frozenset(g.Sublicensee)},
    "sole": {"grant__exclusivity": g.Exclusivity.SOLE},
    "exclusive in a field": {
        "grant__exclusivity": g.Exclusivity.FIELD_EXCLUSIVE,
        "grant__exclusivity_field": "Weather forecasting",
    },
    "exclusive for a time": {
        "grant__exclusivity": g.Exclusivity.TIME_EXCLUSIVE,
        "grant__exclusivity_months": 12,
        "grant__exclusivity_premium_pct": Decimal(25),
    },
    "all models": {
        "grant__model_scope": g.ModelScope.ALL_MODELS_OF_LICENSEE,
        "grant__model_names": (),
    },
    "open weights": {
        "grant__open_weights_ok": True,
        "models__weights_survival": mo.WeightsSurvival.PERPETUAL,
    },
    "first negotiation": {
        "grant__rofn": g.FirstNegotiation(scope="Photographs taken after 2019", days=30)
    },
    "limits": {"outputs__verbatim_cap_words": 200, "outputs__verbatim_cap_pct": Decimal(5)},
    "destroyed": {
        "models__weights_survival": mo.WeightsSurvival.DESTROY,
        "models__artifacts__checkpoints": mo.Fate.DELETE,
    },
}
_AGREED: Mapping[str, Mapping[str, Any]] = {
    **{
        f"{position}": _holding(position)
        for position in po.FairUse
        if position is not po.FairUse.FU4
    },
    "FU4 for good": _holding(
        po.FairUse.FU2, po.FairUse.FU4, **{_SCOPE: po.CovenantScope.LICENSED_WORKS_PERPETUAL}
    ),
    "FU4 for the period": _holding(
        po.FairUse.FU3, po.FairUse.FU4, **{_SCOPE: po.CovenantScope.LICENSED_WORKS_TERM}
    ),
    "every reservation": _holding(po.FairUse.FU2, po.FairUse.FU3, po.FairUse.FU5, po.FairUse.FU6),
    "signals": {"positions__tdm": _TDM},
    "licensee's signals": {
        "positions__tdm": replace(_TDM, reserved_by=po.ReservedBy.AUTHORIZED_LICENSEE)
    },
    "paid release": {
        "positions__past_use": po.PastUse.PAID_RELEASE,
        "positions__past_use_terms": _PAST,
    },
    "covenant not to sue": {
        "positions__past_use": po.PastUse.COVENANT_NOT_TO_SUE,
        "positions__past_use_terms": replace(_PAST, works=(), unknown_claims_waiver=True),
    },
    "with the optional clauses": {
        "positions__clauses": MappingProxyType(
            {"C49": po.Position.BALANCED, "C58": po.Position.BALANCED}
        )
    },
    "no people": {"privacy": pv.Privacy(minors=pv.Minors.NONE)},
    "people": {
        "privacy__personal_data": pv.PersonalData.YES,
        "privacy__data_subjects": ("People shown in the clips",),
    },
    "people in California": {"privacy__ccpa_third_party_terms": True},
    "at home": {
        "privacy": pv.Privacy(),
        "grant__territory": frozenset({"US"}),
        "parties__licensee__jurisdiction": "US-CA",
        "parties__licensee__address__country": "US",
        "risk__change_of_law__jurisdictions": frozenset({"US"}),
    },
    "German law": {"law__governing_law": "DE", "law__place": "Hamburg"},
    "joint controllers": {
        "privacy__role_licensor": pv.DataRole.JOINT_CONTROLLER,
        "privacy__role_licensee": pv.DataRole.JOINT_CONTROLLER,
    },
    "EU transfer": {"privacy__transfer": frozenset({pv.Transfer.SCC_M1, pv.Transfer.UK_IDTA})},
    "undecided": {
        "privacy__us_bulk_data": pv.UsBulkData.UNDECIDED,
        "privacy__us_bulk_data_decided_by": None,
    },
    "screened by licensee": {
        "privacy__minors": pv.Minors.NONE,
        "privacy__content_screening": pv.ContentScreening.LICENSEE,
    },
    "not screened": {
        "privacy__minors": pv.Minors.NONE,
        "privacy__content_screening": pv.ContentScreening.NONE,
    }
    | _line(asset_type=m.AssetType.AUDIO_MUSIC)
    | {"materials__lines": (a_line(asset_type=m.AssetType.AUDIO_MUSIC),)},
    "an end date": {
        "period__mode": pe.PeriodMode.END_DATE,
        "period__months": None,
        "period__ends_on": date(2029, 2, 28),
    },
    "perpetual": {
        "period__mode": pe.PeriodMode.PERPETUAL,
        "period__months": None,
        "period__renewal": pe.Renewal(),
        "pricing__guarantee": None,
    },
    "last signature": {
        "period__starts": pe.Starts(),
        "delivery__schedule": (),
    },
    "no renewal": _renewing(pe.RenewalMode.NONE),
    "evergreen": _renewing(pe.RenewalMode.AUTO_EVERGREEN),
    "conditional": _renewing(
        pe.RenewalMode.CONDITIONAL, period__renewal__condition="Net Revenue exceeds USD 1,000,000."
    ),
    "notice per party": {
        "period__renewal__notice_licensor": pe.Notice(
            value=90, not_earlier_than=pe.Span(value=6, unit=d.SpanUnit.MONTHS)
        )
    },
    **{
        f"renewed at {mode}": {
            "period__renewal__price": pe.RenewalPrice(
                mode=mode, pct=Decimal(3) if mode is pe.RenewalPriceMode.UPLIFT else None
            )
        }
        for mode in pe.RenewalPriceMode
    },
    "every notice method": {
        "notices__methods": frozenset(no.NoticeMethod),
        "notices__methods_breach": frozenset(no.NoticeMethod),
    },
    "no audit": {"compliance__audit_per_year": 0},
    "every claim uncapped": {
        "risk__uncapped": frozenset(r.Uncapped),
        "risk__super_cap__for_": frozenset({r.SuperCapClaim.DATA_BREACH}),
    },
    "every claim under the super cap": {"risk__super_cap__for_": frozenset(r.SuperCapClaim)},
    "a sum as cap": {
        "risk__general_cap": r.GeneralCap(type=r.CapType.AMOUNT, amount=usd("5000000"))
    },
    "the greater cap": {
        "risk__general_cap": r.GeneralCap(type=r.CapType.GREATER_OF, amount=usd("5000000"))
    },
    "parity for licensor": {"risk__mfn": r.Mfn.LICENSOR} | _PARITY,
    "parity for licensee": {"risk__mfn": r.Mfn.LICENSEE} | _PARITY,
    "every trigger": {"risk__change_of_law__triggers": frozenset(r.LawTrigger)},
    "listed acquirers": {
        "risk__change_of_control": r.ChangeOfControl(
            right=r.ControlRight.TERMINATE, listed=("Rival Inc.",)
        )
    },
    "insurance": {"risk__insurance": r.Insurance(type="Cyber", amount=usd("2000000"))},
    "liquidated damages": {
        "risk__ld": r.LiquidatedDamages(
            event="Publication of an Item", amount=usd("10000"), cap=usd("100000")
        )
    },
    "arbitration": {"law__forum": la.Forum.ARBITRATION, "law__rules": "ICC", "law__seat": "Geneva"},
    "process agent": {"law__agent_for_service": "CT Corporation, New York, for Licensee"},
    "last day to sign": {"signing__complete_by": date(2027, 1, 15)},
    "special terms": {
        "special_terms": (
            s.SpecialTerm(id="a", clause="C41", action=s.SpecialAction.DELETE),
            s.SpecialTerm(id="b", clause="C49", action=s.SpecialAction.REPLACE, text="One.\nTwo."),
        )
    },
}
CHANGES: Final[Mapping[str, Mapping[str, Any]]] = _CHARGED | _LICENSED | _USED | _AGREED  # type: ignore[operator]
