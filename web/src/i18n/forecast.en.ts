/** Words of the forecast on a vehicle's page; the scale is the one of the IPCC's guidance note of 2010. */
export const forecastEn = {
  forecast: {
    title: 'Where it will be', none: 'Too little is known of this car yet', elsewhere: 'Elsewhere', elsewhere_text: 'at none of the places known', rests: 'Rests on {{n}} earlier windows,', few: 'Little to go by: {{n}} earlier windows,', coarse: 'areas, not places', ask: 'Best window of the next 24 hours', best: 'best window', hours: 'When it stands where. When people may be visited is for the rules of the case.',
    virtually_certain: 'virtually certain', extremely_likely: 'extremely likely', very_likely: 'very likely', likely: 'likely', even: 'about as likely as not', unlikely: 'unlikely', very_unlikely: 'very unlikely',
  },
}
