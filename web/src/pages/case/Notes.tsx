import { Button, MultiSelect, Textarea } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api } from '../../api/client'
import { colleaguesQuery, notesQuery } from '../../api/queries'
import { useCan } from '../../app/session'
import { useWords } from '../../i18n'
import { Ago, Pill, Rows } from '../../ui/bits'
import { complain } from '../../ui/notify'
import { Shown } from '../../ui/states'

/** What colleagues write to each other about a case. A note is never changed. */
export function Notes({ id }: { id: string }) {
  const { t } = useWords()
  const query = useInfiniteQuery(notesQuery(id))
  const writes = useCan('POST /cases/{id}/notes')
  return (
    <section className="notes">
      <h2 className="section">{t('notes.title')}</h2>
      {writes && <Write id={id} />}
      <Shown query={query} waiting={<Rows n={2} />} right="evidence:read">
        {({ pages }) => {
          const notes = pages.flatMap((page) => page.items)
          return notes.length === 0 ? (
            <span className="meta">{t('notes.none')}</span>
          ) : (
            <>
              <ul className="note-list">
                {notes.map((note) => (
                  <li key={note.id} id={`note-${note.id}`}>
                    <div className="note-head">
                      <b>{note.by_name ?? note.by.replace(/^(user|key):([0-9a-z]{0,9}).*$/, '$1 $2')}</b>
                      <span className="meta">
                        <Ago at={note.at} />
                      </span>
                    </div>
                    <p>{note.text}</p>
                    {note.mentions.length > 0 && (
                      <div className="note-named" aria-label={t('notes.named')}>
                        {note.mentions.map((one) => (
                          <Pill key={one.id} plain>
                            @{one.display_name}
                          </Pill>
                        ))}
                      </div>
                    )}
                  </li>
                ))}
              </ul>
              {query.hasNextPage && (
                <Button variant="default" size="compact-sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t('notes.more')}
                </Button>
              )}
            </>
          )
        }}
      </Shown>
    </section>
  )
}

function Write({ id }: { id: string }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [named, setNamed] = useState<string[]>([])
  const people = useQuery(colleaguesQuery(id)).data?.items ?? []
  const write = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/cases/{id}/notes', { params: { path: { id } }, body: { text: text.trim(), mentions: named } })),
    onError: complain,
    onSuccess: () => {
      setText('')
      setNamed([])
      for (const key of [['case', id, 'notes'], ['mentions']]) void client.invalidateQueries({ queryKey: key })
    },
  })
  return (
    <form
      className="note-write"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) write.mutate()
      }}
    >
      <Textarea name="note" aria-label={t('notes.write')} placeholder={t('notes.write')} autosize minRows={2} maxRows={8} maxLength={4000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <div className="note-send">
        <MultiSelect
          aria-label={t('notes.name')}
          placeholder={named.length === 0 ? `@ ${t('notes.name')}` : undefined}
          data={people.map((one) => ({ value: one.id, label: one.display_name }))}
          value={named}
          onChange={setNamed}
          maxValues={20}
          limit={50}
          searchable
          hidePickedOptions
        />
        <Button type="submit" loading={write.isPending} disabled={!text.trim()}>
          {t('notes.add')}
        </Button>
      </div>
    </form>
  )
}
