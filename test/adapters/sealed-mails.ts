/**
 * Sealed parts in base64, made with `openssl cms`. Each holds a MIME entity with the words "Rec 2: part way. Forty
 * officers trained."
 */
export const signedAtOnce = [
  'MIIBHwYJKoZIhvcNAQcCoIIBEDCCAQwCAQExDTALBglghkgBZQMEAgEwZAYJKoZIhvcNAQcBoFcE',
  'VUNvbnRlbnQtVHlwZTogdGV4dC9wbGFpbjsgY2hhcnNldD11dGYtOA0KDQpSZWMgMjogcGFydCB3',
  'YXkuIEZvcnR5IG9mZmljZXJzIHRyYWluZWQuDQoxgZEwgY4CAQEwJzAPMQ0wCwYDVQQDDARsZWFk',
  'AhQ2Ndo4hcg+qTdlDxaUPoLN7JQxqjALBglghkgBZQMEAgEwCgYIKoZIzj0EAwIERzBFAiA4K/gK',
  'cZgG0d9IXEJ9pxkdjKRPM6b+1iyc/Sk+gy+Y1wIhAJ0kUuB3O2bclszzGEx3h8FCMIAtEqOQ22D/',
  'WIpS3XYx',
];

/** Its lengths are indefinite, as programs write that sign while they send. */
export const signedInPieces = [
  'MIAGCSqGSIb3DQEHAqCAMIACAQExDTALBglghkgBZQMEAgEwgAYJKoZIhvcNAQcBoIAkgARVQ29u',
  'dGVudC1UeXBlOiB0ZXh0L3BsYWluOyBjaGFyc2V0PXV0Zi04DQoNClJlYyAyOiBwYXJ0IHdheS4g',
  'Rm9ydHkgb2ZmaWNlcnMgdHJhaW5lZC4NCgAAAAAAADGBkjCBjwIBATAnMA8xDTALBgNVBAMMBGxl',
  'YWQCFDY12jiFyD6pN2UPFpQ+gs3slDGqMAsGCWCGSAFlAwQCATAKBggqhkjOPQQDAgRIMEYCIQD1',
  'h23HGyyGp9LONbRt2Vjp9JHCb650XFNVvmTipEPqhgIhAPkLuopYDMz3G/wRY0uHo+9zI1gjTDGQ',
  'g+pCA6J+8IcLAAAAAAAA',
];

/** Only the signature. The words are elsewhere. */
export const signatureAlone = [
  'MIHFBgkqhkiG9w0BBwKggbcwgbQCAQExDTALBglghkgBZQMEAgEwCwYJKoZIhvcNAQcBMYGSMIGP',
  'AgEBMCcwDzENMAsGA1UEAwwEbGVhZAIUNjXaOIXIPqk3ZQ8WlD6CzeyUMaowCwYJYIZIAWUDBAIB',
  'MAoGCCqGSM49BAMCBEgwRgIhAIXBDM7jZ6uskK8Ysz0dcESqshCcFoQQrXsp6kaK5DmrAiEA3gUQ',
  'RfRN/qDnhqeT/Z7vSxehWG31JulxNJfoaAKwkXg=',
];

export const encryptedForAKey = [
  'MIIBZAYJKoZIhvcNAQcDoIIBVTCCAVECAQIxgc6hgcsCAQOgUaFPMAkGByqGSM49AgEDQgAE/Pec',
  'ZSijDjfZZem1S7MfJ58KfaiPiln+3CWnetAY7Gla1lSHcw2MwjDtyL9Dk3eDj+LFibjXyS6WCYB3',
  'tzOVRTAcBgkrgQUQhkg/AAIwDwYLKoZIhvcNAQkQAwYFADBVMFMwJzAPMQ0wCwYDVQQDDARsZWFk',
  'AhQ2Ndo4hcg+qTdlDxaUPoLN7JQxqgQov3OOq4v3DkTMxgvvT3Qspkf6RVk+9c5zjFRXmLTOsA29',
  'iLODhO6aiTB7BgkqhkiG9w0BBwEwFAYIKoZIhvcNAwcECC24cAl7OAu4gFj7qUfQVOHtW90B3Xrb',
  'DDSwYT1fCz8yhb+E52GJ65DwqPNkjzODK8h5lMjiA3Cs07PqTEBW9Vzx4KtRhIFQ+6TkC1T3gcH5',
  '/VhnP9X0uPlByqjhRONpyvYK',
];
