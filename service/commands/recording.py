"""Recording what happens to a contract: beside the deal's history, in one commit.

The last signature makes the license in that commit too.
"""

from collections.abc import Callable

from service.commands.making_licenses import Related, hold_related, license_formed
from service.domain.deal import Deal
from service.domain.event import Event
from service.domain.execution import Execution
from service.domain.signing_events import ContractFormed
from service.storage.deals import Tx
from service.storage.executions import Executions

Rule = Callable[[Execution], tuple[Event, ...]]
"""What follows from where a contract stands, or why nothing does."""


def moved(tx: Tx, contract_id: str, rule: Rule) -> Execution:
    """Whoever moves the deal at the same moment comes before or after, never between.

    NotFound for another organization's contract; ContractNotReady.
    """
    return _moved(tx, contract_id, rule)[0]


def is_moved(tx: Tx, contract_id: str, rule: Rule) -> bool:
    """The same, for what may find nothing to do."""
    return bool(_moved(tx, contract_id, rule)[1])


def _moved(tx: Tx, contract_id: str, rule: Rule) -> tuple[Execution, tuple[Event, ...]]:
    executions = Executions(tx.connection, tx.org)
    deal = tx.held(executions.deal_of(contract_id))
    execution = executions.of_contract(contract_id)
    events = rule(execution)
    record_signing(tx, deal, execution, events)
    return execution.after(events), events


def record_signing(tx: Tx, deal: Deal, execution: Execution, events: tuple[Event, ...]) -> Deal:
    """A deal that is held. The rows first, since letters go to whoever signs then."""
    if not events:
        return deal
    after = execution.after(events)
    formed = next((each for each in events if isinstance(each, ContractFormed)), None)
    related = hold_related(tx, deal) if formed else Related()
    Executions(tx.connection, tx.org).save(execution, after, events[-1].at)
    recorded = tx.record(deal, events)
    if formed:
        license_formed(tx, recorded, execution.contract_id, formed, related)
    return recorded
