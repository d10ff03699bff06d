import { Modal, Switch } from '@mantine/core'
import { useWords } from '../i18n'
import { type Binding, bindings, useSingleKeys } from '../ui/keys'
import { useLook } from '../ui/useLook'

const shown = (keys: string) => keys.replaceAll('mod+', 'Ctrl ').replaceAll('shift+', '⇧ ').replace('ArrowLeft', '←').replace('ArrowRight', '→')

function Table({ rows }: { rows: Binding[] }) {
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: '5px 16px', alignItems: 'center', alignContent: 'start' }}>
      {rows.map((row) => (
        <div key={row.keys} style={{ display: 'contents' }}>
          <span className="sub">{row.what}</span>
          <span style={{ display: 'flex', gap: 4, justifyContent: 'end' }}>
            {row.keys.split(', ').map((keys) => (
              <kbd key={keys}>{shown(keys)}</kbd>
            ))}
          </span>
        </div>
      ))}
    </div>
  )
}

/** All shortcuts that are bound now, of this page and of the frame. */
export default function Help({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords()
  const on = useSingleKeys()
  const { setSingleKeys } = useLook()
  const all = opened ? bindings() : []
  const here = all.filter((one) => !one.global)
  return (
    <Modal opened={opened} onClose={onClose} title={<b>{t('help.title')}</b>} size={640} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div style={{ display: 'grid', gridTemplateColumns: here.length > 0 ? '1fr 1fr' : '1fr', gap: 32 }}>
        <section>
          <h2 className="section">{t('help.anywhere')}</h2>
          <Table rows={[...all.filter((one) => one.global), { keys: 'Esc', what: t('help.esc'), do: onClose }]} />
        </section>
        {here.length > 0 && (
          <section>
            <h2 className="section">{t('help.here')}</h2>
            <Table rows={here} />
          </section>
        )}
      </div>
      <Switch mt="lg" checked={on} onChange={(event) => setSingleKeys(event.currentTarget.checked)} label={t('help.off')} description={t('help.off_hint')} />
    </Modal>
  )
}
