import { Button, FileButton, Group as Row, Modal, Select, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, seen, type Schemas } from '../../api/client'
import { changeMembers, type Group, type GroupChange, groupsQuery } from '../../api/groups'
import { asProblem } from '../../api/problem'
import type { Choice } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { count } from '../../i18n/format'
import { GROUP_COLOURS, GroupChip } from '../../ui/GroupChip'
import { told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'

type Props = { choice: Choice; listed: number; onClose: () => void }

/** Groups are made, named, filled and deleted here. `choice`: what the list beside shows, `listed` vehicles in all. */
export default function Groups({ choice, listed, onClose }: Props) {
  const { t } = useWords()
  const groups = useQuery(groupsQuery)
  const [id, setId] = useState<string | null>(null)
  const group = groups.data?.find((one) => one.id === id)
  return (
    <Modal opened onClose={onClose} title={t('groups.title')} size="lg" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className="groups">
        {groups.data?.length === 0 && (
          <p className="sub">
            <b>{t('groups.none')}.</b> {t('groups.none_text')}
          </p>
        )}
        <div className="chips" role="group" aria-label={t('groups.title')}>
          {groups.data?.map((one) => (
            <button key={one.id} type="button" className="plain" aria-pressed={one.id === id} onClick={() => setId(one.id === id ? null : one.id)}>
              <GroupChip group={{ ...one, name: `${one.name} · ${count(one.members)}` }} />
            </button>
          ))}
        </div>
        <Named key={group ? `${group.id} ${group.version}` : 'new'} group={group} onDone={(now) => setId(now)} />
        {group && <Members key={group.id} group={group} choice={choice} listed={listed} />}
      </div>
    </Modal>
  )
}

/** Lists, maps and chips are read anew: they show what a group is, or whom it has. */
function useChanged() {
  const client = useQueryClient()
  return () => Promise.all(['groups', 'vehicles', 'map'].map((key) => client.invalidateQueries({ queryKey: [key] })))
}

function Named({ group, onDone }: { group: Group | undefined; onDone: (id: string | null) => void }) {
  const { t } = useWords()
  const changed = useChanged()
  const [name, setName] = useState(group?.name ?? '')
  const [colour, setColour] = useState(group?.colour ?? 'blue')
  const [sure, setSure] = useState(false)
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), colour }
      return group ? answered(api.PUT('/api/v1/groups/{id}', { params: { path: { id: group.id } }, headers: seen(group.version), body })) : answered(api.POST('/api/v1/groups', { body }))
    },
    onSuccess: async (made) => {
      void told(t('groups.saved'))
      await changed()
      onDone(made.id)
    },
  })
  const remove = useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/groups/{id}', { params: { path: { id: group?.id ?? '' } }, headers: seen(group?.version ?? 0) })),
    onSuccess: async () => {
      void told(t('groups.removed'))
      onDone(null)
      await changed()
    },
  })
  return (
    <form
      className="group-form"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <TextInput size="xs" name="group" label={group ? t('groups.rename') : t('groups.add')} value={name} onChange={(event) => setName(event.currentTarget.value)} required maxLength={80} />
      <Select size="xs" label={t('groups.colour')} value={colour} onChange={(value) => setColour(value ?? 'grey')} data={GROUP_COLOURS.map((value) => ({ value, label: word('group_colour', value) }))} allowDeselect={false} />
      <Button size="xs" type="submit" loading={save.isPending} disabled={name.trim() === ''}>
        {t('common.save')}
      </Button>
      {group && (
        <Button size="xs" variant="subtle" color="red" leftSection={<IconTrash size={14} aria-hidden />} onClick={() => (sure ? remove.mutate() : setSure(true))} loading={remove.isPending}>
          {sure ? t('groups.remove_sure', { name: group.name }) : t('groups.remove')}
        </Button>
      )}
      {save.isError && <ProblemNote problem={asProblem(save.error)} right="vehicles:write" />}
      {remove.isError && <ProblemNote problem={asProblem(remove.error)} right="vehicles:write" />}
    </form>
  )
}

function Members({ group, choice, listed }: { group: Group; choice: Choice; listed: number }) {
  const { t } = useWords()
  const changed = useChanged()
  const change = useMutation({
    mutationFn: (body: GroupChange) => changeMembers(group.id, body),
    onSuccess: async (done) => {
      void told(t('groups.changed', { added: count(done.added), removed: count(done.removed) }))
      await changed()
    },
  })
  const file = async (chosen: File | null) => chosen && change.mutate({ do: 'add', csv: await chosen.text() })
  return (
    <section>
      <h2 className="section">{t('groups.put_in', { name: group.name })}</h2>
      <Row gap={8}>
        <Button size="xs" variant="default" disabled={listed === 0} loading={change.isPending} onClick={() => change.mutate({ do: 'add', filter: choice })}>
          {t('groups.by_filter', { n: count(listed) })}
        </Button>
        <Button size="xs" variant="subtle" disabled={listed === 0 || group.members === 0} loading={change.isPending} onClick={() => change.mutate({ do: 'remove', filter: choice })}>
          {t('groups.take_filter')}
        </Button>
        <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(chosen) => void file(chosen)}>
          {(props) => (
            <Button {...props} size="xs" variant="default" loading={change.isPending}>
              {t('groups.by_file')}
            </Button>
          )}
        </FileButton>
      </Row>
      <p className="meta">{t('groups.file_hint')}</p>
      {change.isError && <ProblemNote problem={asProblem(change.error)} right="vehicles:write" />}
      {change.data && change.data.bad_rows > 0 && <BadRows of={change.data} />}
    </section>
  )
}

/** Rows of the file that named no vehicle. */
export function BadRows({ of }: { of: Pick<Schemas['MembersChanged'], 'errors' | 'bad_rows'> }) {
  const { t } = useWords()
  return (
    <div className="problem" role="status">
      <b>{t('groups.bad_rows', { n: count(of.bad_rows) })}</b>
      <ul className="bad-rows">
        {of.errors.slice(0, 100).map((one) => (
          <li key={one.row}>{[t('groups.row', { n: one.row }), one.value, word('group_row', one.problem)].filter(Boolean).join(' · ')}</li>
        ))}
      </ul>
    </div>
  )
}
