"""Letters of signing that no event brings about: one-time codes, and seals that do not come."""

from datetime import datetime

from service.domain.letters import DealLetter
from service.domain.people import MAY, Act
from service.domain.post import Address
from service.domain.signers import Signer
from service.storage.contracts import Contracts
from service.storage.deals import Tx
from service.storage.recipients import members_who_are, owners_of, post
from service.storage.signing_links import LostLink

_ADMINISTER = [role for role, acts in MAY.items() if Act.ADMINISTER in acts]


def send_code(tx: Tx, deal_id: str, signer: Signer, code_id: str, *, at: datetime) -> None:
    """To the signer's own mailbox; the code is made from its id when the letter is written."""
    post(
        tx.connection,
        key=f"{code_id}:{DealLetter.SIGN_CODE}",
        kind=DealLetter.SIGN_CODE,
        org=tx.org,
        to=Address(signer.email, signer.name),
        at=at,
        deal=deal_id,
        about=code_id,
    )


def send_signing_link(tx: Tx, link: LostLink, *, at: datetime) -> None:
    """Again, to the address that it was made for."""
    post(
        tx.connection,
        key=f"{link.signer_id}:{DealLetter.SIGN_LINK}:{at.isoformat()}",
        kind=DealLetter.SIGN_LINK,
        org=tx.org,
        to=Address(link.email, link.name),
        at=at,
        deal=link.deal_id,
        about=link.signer_id,
    )


def tell_of_missing_seal(tx: Tx, contract_id: str, *, at: datetime) -> None:
    """Whoever works on the deal and whoever administers, each once."""
    contract = Contracts(tx.connection, tx.org).contract(contract_id)
    owners = owners_of(tx.connection, tx.org, contract.deal_id)
    administer = members_who_are(tx.connection, tx.org, _ADMINISTER)
    for user in dict.fromkeys((*owners, *administer)):
        post(
            tx.connection,
            key=f"{contract_id}:{DealLetter.SEAL_OVERDUE}:{user}",
            kind=DealLetter.SEAL_OVERDUE,
            org=tx.org,
            to=user,
            at=at,
            deal=contract.deal_id,
        )
