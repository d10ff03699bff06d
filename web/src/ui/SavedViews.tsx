import { Button, Menu, TextInput } from '@mantine/core'
import { IconBookmark, IconX } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../i18n'
import { ProblemNote } from './states'
import { useViews } from './useViews'
import { LONGEST_NAME, type View, withoutView, withView } from './views'

/** The page as it is now, under a name: the address has all of it. They are kept with the person, not with the browser. */
export function SavedViews({ path, compact }: { path: string; compact?: boolean }) {
  const { t } = useWords()
  const router = useRouter()
  const { views, unsent, problem, busy, waiting, change, retry } = useViews()
  const [name, setName] = useState('')
  const here = (all: readonly View[]) => all.filter((one) => one.page === path)
  const save = async () => {
    const view = { name: name.trim(), page: path, search: location.search }
    // What failed stands in the menu, and the name stays typed.
    await change((all) => withView(all, view)).then(() => setName(''), () => {})
  }
  const mine = here(views)
  const only = here(unsent).filter((one) => !mine.some((other) => other.name === one.name && other.search === one.search))
  const remove = (view: View) => void change((all) => withoutView(all, view)).catch(() => {})
  const entry = (view: View, local: boolean) => (
    <Menu.Item
      key={`${local}${view.name}`}
      onClick={() => router.history.push(path + view.search)}
      onKeyDown={(event) => event.key === 'Delete' && !local && remove(view)}
      rightSection={local ? <span className="meta">{t('views.unsent')}</span> : <IconX size={14} role="button" aria-label={`${t('views.remove')}: ${view.name}`} onClick={(event) => { event.stopPropagation(); remove(view) }} />}
    >
      {view.name}
    </Menu.Item>
  )
  return (
    <Menu position="bottom-end" width={280} closeOnItemClick withinPortal>
      <Menu.Target>
        {compact ? (
          <button type="button" className="chip">
            <IconBookmark size={13} aria-hidden />
            {t('views.title')}
          </button>
        ) : (
          <Button size="xs" variant="default" leftSection={<IconBookmark size={14} />}>
            {t('views.title')}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {mine.length + only.length === 0 && !problem && <Menu.Label>{waiting ? t('common.loading') : t('views.none')}</Menu.Label>}
        {mine.map((view) => entry(view, false))}
        {only.map((view) => entry(view, true))}
        {problem && (
          <div style={{ padding: 8 }}>
            <ProblemNote problem={problem} retry={retry} />
          </div>
        )}
        <Menu.Divider />
        <form
          className="views-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() !== '') void save()
          }}
        >
          <TextInput size="xs" value={name} onChange={(event) => setName(event.currentTarget.value)} placeholder={t('views.name')} aria-label={t('views.name')} maxLength={LONGEST_NAME} onKeyDown={(event) => event.stopPropagation()} />
          <Button size="xs" type="submit" disabled={name.trim() === '' || waiting} loading={busy}>
            {t('common.save')}
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  )
}
