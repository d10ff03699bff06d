import { useWords, word } from '../i18n'
import { bandTone } from './risk'

/** A car's risk score where there is little room: the number on its band's tint; `full` adds the band in words. */
export function RiskMark({ points, band, full }: { points: number; band: string | null | undefined; full?: boolean }) {
  const { t } = useWords()
  const text = t('risk.column', { n: points, band: word('risk_band', band ?? '') })
  return (
    <span className="riskmark" style={bandTone(band)} title={text} aria-label={text} role="img">
      {points}
      {full && <small>{word('risk_band', band ?? '')}</small>}
    </span>
  )
}
