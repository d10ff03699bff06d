import { Button, Menu, VisuallyHidden } from '@mantine/core'
import { IconPlayerPause } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type DragEvent, useState } from 'react'
import { type CaseDetail, caseQuery } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { count, money, moment } from '../../i18n/format'
import { refusalLine } from '../../i18n/reasons'
import { Pill } from '../../ui/bits'
import { useKeys } from '../../ui/keys'
import { complain } from '../../ui/notify'
import { SeverityIcon } from '../../ui/severity'
import { DOABLE, moveInto, ROAD } from '../case/actions'
import { useAct } from '../case/ActDialog'
import type { Entry } from './CasesPage'

const ENDS = ['settled', 'closed', 'redeemed', 'reinstated', 'unrepossessed']
/** Cards of a column that are drawn at first, and with each wish for more: a thousand would slow every key. */
const FIRST = 60
const FURTHER = 120
const DAY_MS = 86_400_000
/** Whole days that have gone by. */
const daysSince = (at: string) => Math.max(0, Math.floor((Date.now() - Date.parse(at)) / DAY_MS))

type Props = { entries: Entry[]; selected: string | undefined; onSelect: (id: string | undefined) => void }

/**
 * One column a state. A dragged card asks the server what may be done with it: columns it cannot enter say why, and a
 * drop asks for what the step needs.
 */
export function Board({ entries, selected, onSelect }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const act = useAct()
  const [dragged, setDragged] = useState<CaseDetail | null>(null)
  const [menu, setMenu] = useState<CaseDetail | null>(null)
  const [more, setMore] = useState<Readonly<Record<string, number>>>({})
  // An end that an open case has reached is a column too: no case is left out.
  const ends = ENDS.filter((state) => entries.some(({ kase }) => kase.state === state) || (dragged !== null && state === 'closed'))
  const columns: string[] = [...ROAD, ...ends]
  const inOrder = columns.flatMap((state) => entries.filter(({ kase }) => kase.state === state))
  const at = inOrder.findIndex(({ kase }) => kase.id === selected)
  const load = (id: string) => client.ensureQueryData({ ...caseQuery(id), revalidateIfStale: true })
  const go = (to: number) => onSelect(inOrder[Math.max(0, Math.min(inOrder.length - 1, to))]?.kase.id)
  const openMenu = (id: string) => void load(id).then(setMenu, complain)
  useKeys([
    { keys: 'j, ]', what: t('common.next'), do: () => go(at + 1) },
    { keys: 'k, [', what: t('common.previous'), do: () => go(at < 0 ? 0 : at - 1) },
    { keys: 'Enter, o', what: t('common.open'), do: () => selected && void navigate({ to: '/cases/$id', params: { id: selected } }) },
    { keys: 'm, .', what: t('cases.move'), do: () => selected && openMenu(selected) },
    { keys: 'Escape', what: t('help.esc'), do: () => onSelect(undefined) },
  ])
  const start = (event: DragEvent, id: string) => {
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', id)
    void load(id).then(setDragged, complain)
  }
  return (
    <div className="board" role="list" aria-label={t('cases.board')} data-dragging={dragged !== null}>
      {columns.map((state) => {
        const here = entries.filter(({ kase }) => kase.state === state)
        // What was chosen by its key is shown, however far down it is.
        const shown = Math.max(more[state] ?? FIRST, here.findIndex(({ kase }) => kase.id === selected) + 1)
        const move = dragged && moveInto(dragged, state)
        const legal = move !== null && move?.refusal === null
        return (
          <section
            key={state}
            role="listitem"
            aria-label={word('case_state', state)}
            data-legal={dragged && dragged.state !== state ? legal : undefined}
            onDragOver={(event) => legal && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault()
              if (dragged && move && legal) act.ask(move.action, dragged)
              setDragged(null)
            }}
          >
            <header>
              <b>{word('case_state', state)}</b>
              <span>{count(here.length)}</span>
            </header>
            {dragged && dragged.state !== state && (
              <div className="board-hint">{legal && move ? t('cases.drop_ok', { action: word('case_action', move.action) }) : move?.refusal?.message ? refusalLine(move.refusal) : t('case.not_by_hand')}</div>
            )}
            <div className="board-cards">
              {here.slice(0, shown).map(({ kase, vehicle }) => (
                <article key={kase.id} className="card" draggable data-on={kase.id === selected} onDragStart={(event) => start(event, kase.id)} onDragEnd={() => setDragged(null)}>
                  <button type="button" onClick={() => void navigate({ to: '/cases/$id', params: { id: kase.id } })} onFocus={() => kase.id !== selected && onSelect(kase.id)}>
                    <span className="card-top">
                      <b className="ellipsis">{kase.plate ?? kase.contract_number}</b>
                      {vehicle?.worst_severity && <SeverityIcon severity={vehicle.worst_severity} size={15} />}
                      {kase.open_holds > 0 && kase.state !== 'closed' && (
                        <Pill color="var(--sev-warn)" title={t('cases.on_hold')}>
                          <IconPlayerPause size={12} aria-hidden />
                          <VisuallyHidden>{t('cases.on_hold')}</VisuallyHidden>
                        </Pill>
                      )}
                    </span>
                    <span className="meta ellipsis">
                      {kase.contract_number} · {word('case_rule', kase.rule)}
                    </span>
                    <span className="card-money">
                      <span className="num">{money(kase.outstanding_minor, kase.currency, true)}</span>
                      <span className="live-dpd" data-bad={kase.dpd >= 60}>{t('live.dpd_n', { n: kase.dpd })}</span>
                    </span>
                    {kase.next_action && <span className="card-next ellipsis">{t('board.next', { action: word('case_action', kase.next_action) })}</span>}
                    <span className="card-foot meta">
                      <span title={t('cases.opened') + ' ' + moment(kase.opened_at)}>{t('cases.days_in_state', { n: daysSince(kase.state_since) })}</span>
                      <span className="ellipsis card-owner" data-none={!kase.owner_name}>{kase.owner_name ?? t('board.no_owner')}</span>
                    </span>
                  </button>
                  <Menu opened={menu?.id === kase.id} onClose={() => setMenu(null)} position="bottom-end" width={260}>
                    <Menu.Target>
                      <button type="button" className="card-menu" aria-label={`${t('cases.menu')} ${kase.plate ?? ''}`} onClick={() => openMenu(kase.id)}>
                        ⋯
                      </button>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {menu?.actions
                        .filter((one) => DOABLE[one.action] && one.refusal == null)
                        .map((one) => (
                          <Menu.Item key={one.action} color={DOABLE[one.action]?.grave ? 'red' : undefined} onClick={() => { act.ask(one.action, menu); setMenu(null) }}>
                            {word('case_action', one.action)}
                          </Menu.Item>
                        ))}
                    </Menu.Dropdown>
                  </Menu>
                </article>
              ))}
              {here.length > shown && (
                <Button variant="default" size="compact-sm" onClick={() => setMore({ ...more, [state]: shown + FURTHER })}>
                  {t('board.more', { n: count(here.length - shown) })}
                </Button>
              )}
              {here.length === 0 && !dragged && <div className="board-none">{t('cases.empty_column')}</div>}
            </div>
          </section>
        )
      })}
      {act.dialog}
    </div>
  )
}
