// Generated from ../openapi.json by `npm run gen`. Do not edit.

export interface paths {
    "/api/v1/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The address of a place
         * @description The nearest town is known offline (GeoNames, CC BY 4.0). The address is asked of the reverse geocoder, where the operator
         *     has configured one, and remembered; it learns the place to about 11 m, and not who asks or whose car it is.
         *
         *     Needs the right to read sites.
         */
        get: {
            parameters: {
                query: {
                    /** @description `en` (default) or `zh`. */
                    lang?: string;
                    /** @description Degrees north. */
                    lat: number;
                    /** @description Degrees east. */
                    lon: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AddressView"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add to the file of a person, suspend them, or record that they left
         * @description `{"action": "record_certificate", "certificate": {"number", "issued_on", "last_day"}}`, `record_background`,
         *     `record_training`, `record_confidentiality`, `suspend`, `reinstate`, `leave`.
         *
         *     Needs the right to write vendors.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgentView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts
         * @description In the order of their last change, so that `since` with the last `updated_at` follows what is new.
         *
         *     Needs the right to read alerts.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Whose they are to look at. */
                    assigned_to?: string;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description `new`, `acknowledged`, `snoozed`, `resolved`, separated by commas. */
                    desk_state?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description `asc` (default: the order of last change, for following) or `desc`. */
                    order?: string;
                    /** @description `info`, `warn`, `high`, `critical`, separated by commas. */
                    severity?: string;
                    /** @description Changed at or after this time (`updated_at`). */
                    since?: components["schemas"]["Timestamp"];
                    /** @description `open`, `closed`, `retracted`, separated by commas. */
                    state?: string;
                    /** @description Of these types, separated by commas. */
                    type?: string;
                    /** @description Nobody's to look at, or somebody's. */
                    unassigned?: boolean;
                    /** @description Of one vehicle. */
                    vehicle_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Alert"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One alert
         * @description Needs the right to read alerts.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Alert"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge an alert
         * @description Take it, or take it over.
         *
         *     Needs the right to write alerts.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Alert"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an alert to somebody
         * @description Who is to look at it; everybody with the right still may.
         *
         *     Needs the right to write alerts.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AssignBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Alert"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen a resolved alert
         * @description Needs the right to write alerts.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReopenBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Alert"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolve an alert
         * @description Needs the right to write alerts.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ResolveBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Alert"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Snooze an alert
         * @description Needs the right to write alerts.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SnoozeBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Alert"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One action for many alerts
         * @description Each alert is a transaction of its own, by the rules of the single route, and has its own answer: 200 says that all
         *     were tried. An item that names a `version` is done only if it still is that one.
         *
         *     Needs the right to write alerts.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AlertBulk"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkDone"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts as a file
         * @description As the list, with its filters, and without places.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Whose they are to look at. */
                    assigned_to?: string;
                    /** @description `new`, `acknowledged`, `snoozed`, `resolved`, separated by commas. */
                    desk_state?: string;
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description `asc` (default: the order of last change, for following) or `desc`. */
                    order?: string;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                    /** @description `info`, `warn`, `high`, `critical`, separated by commas. */
                    severity?: string;
                    /** @description Changed at or after this time (`updated_at`). */
                    since?: components["schemas"]["Timestamp"];
                    /** @description `open`, `closed`, `retracted`, separated by commas. */
                    state?: string;
                    /** @description Of these types, separated by commas. */
                    type?: string;
                    /** @description Nobody's to look at, or somebody's. */
                    unassigned?: boolean;
                    /** @description Of one vehicle. */
                    vehicle_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * API keys
         * @description Needs the right to read api_keys.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_ApiKey"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Make an API key
         * @description The answer holds the key; it is stored as a hash and never shown again.
         *
         *     Needs the right to write api_keys.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeyBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewApiKey"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Needs the right to write api_keys.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/borrowers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Borrowers, masked
         * @description Needs the right to read borrowers.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Exactly this key of the lender's. */
                    external_id?: string;
                    /** @description Exactly this identity document. */
                    id_number?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description Exactly this phone. */
                    phone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Borrower"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a borrower
         * @description Answers it masked.
         *
         *     Needs the right to write borrowers.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BorrowerBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Borrower"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/borrowers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One borrower
         * @description With a `reason`, those who may see the personal fields do. The look is logged.
         *
         *     Needs the right to read borrowers.
         */
        get: {
            parameters: {
                query?: {
                    /** @description A reason in words, where neither an alert nor a case is open. It is logged. */
                    reason?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Borrower"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buyers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Buyers
         * @description Needs the right to read disposal.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_BuyerView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Register a buyer
         * @description Needs the right to write disposal.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BuyerBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BuyerView"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buyers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One buyer
         * @description Needs the right to read disposal.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BuyerView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buyers/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check, verify, block or unblock a buyer
         * @description `{"action": "record_check", "check": {"kind", "on", "passed", ...}}`, `verify`, `block`, `unblock`, `set_connection`.
         *
         *     Needs the right to write disposal.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BuyerView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cases
         * @description Needs the right to read cases.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Whose they are to work on. */
                    assigned_to?: string;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description Of one loan. */
                    loan_id?: string;
                    /** @description Not closed, or closed. */
                    open?: boolean;
                    /** @description In these states, separated by commas. */
                    state?: string;
                    /** @description For one vehicle. */
                    vehicle_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_CaseView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Flag a loan by hand
         * @description Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FlagBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One case
         * @description Its ETag is its version; send it back as `If-Match` with a change.
         *
         *     Needs the right to read cases.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/appraisals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Appraisals of the car of a case, and which of them counts
         * @description Needs the right to read disposal.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Appraisals"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add an appraisal
         * @description `{"id": a new UUID, "source": "independent", "by", "value": {"minor", "currency"}, "at", "evidence"}`. Sources:
         *     `court`, `independent`, `auction_house`, `dealer_offer`, `price_guide`, `lender`.
         *
         *     Needs the right to write disposal.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Appraisals"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Approvals of a case, newest first
         * @description Needs the right to read compliance.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApprovalView"][];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Agree to exactly one action
         * @description Where a rule asks for the approval of a supervisor, of the legal department or of an administrator. It counts for
         *     this action about this order or lot, for 30 days, and only while another person does it.
         *
         *     Needs the right to approve compliance.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ApprovalBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApprovalView"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree, as the second person
         * @description Needs the right to approve cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a case to somebody
         * @description Who is to work on it; everybody with the right still may.
         *
         *     Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AssignBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/clear-for-disposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Clear the car for disposal
         * @description 409 names what is missing: acknowledgement, personal property, title check, notice and redemption periods, a hold.
         *
         *     Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a case
         * @description Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CloseBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/compliance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the law says of a case now
         * @description Of every gated step: the decision with every rule that has something to say, its source, and what would satisfy it.
         *     Nothing is stored.
         *
         *     Needs the right to read compliance.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseLaw"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/compliance/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the gate
         * @description A dry run of a step or an action: nothing is done. `planned` stores the decision, as before a call or a letter.
         *
         *     Needs the right to read compliance.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Question"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Verdict"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post a cost
         * @description On its document, once.
         *
         *     Needs the right to write ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CostBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Books"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/custody": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who has the car of a case
         * @description With the storage days and fees that follow from the hand-overs and the yards' rates.
         *
         *     Needs the right to read custody.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CustodyView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the gate said, to what was done and to what was refused
         * @description Needs the right to read compliance.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description `allow`, `needs_approval` or `deny`. */
                    outcome?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_DecisionRow"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/deficiency-demands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for the deficiency
         * @description Of a case that is settled. The law of the place may want the explanation of the deficiency first, or forbid the demand;
         *     the demand is kept as a record of the case.
         *
         *     Needs the right to write ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DemandBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseRecord"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Evidence of a case
         * @description Needs the right to read evidence.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description Of one order. */
                    order_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_CaseFile"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add evidence to a case
         * @description The body is the file itself. It is hashed on arrival and never changed; the same bytes are the same evidence.
         *
         *     Needs the right to write evidence.
         */
        post: {
            parameters: {
                query: {
                    /** @description `photo`, `audio`, `video`, `signature`, `document`, `invoice` or `notice_proof`. */
                    kind: string;
                    /** @description Where: degrees north. */
                    lat?: number;
                    /** @description Where: degrees east. */
                    lon?: number;
                    /** @description In words. */
                    note?: string;
                    /** @description When it was made, by whoever made it. */
                    taken_at?: components["schemas"]["Timestamp"];
                };
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": number[];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseFile"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/hand-overs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a hand-over
         * @description It goes from the one who has the car to the next: no gap, no two custodians. A yard that is full, closed or not
         *     approved takes no car.
         *
         *     Needs the right to write custody.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HandOverBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CustodyView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold a case
         * @description Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HoldBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/holds/{hold_id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release a hold
         * @description Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    hold_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/intake": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Record what intake has
         * @description Needs the right to write cases.
         */
        put: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["IntakeBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The books of a case
         * @description Needs the right to read ledger.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Books"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/ledger/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The books of a case as a file
         * @description A row for each posting, in the order of posting.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/lots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draft a lot for the car of a case
         * @description Its terms: `{"channel": "open_auction", "start": {...}, "increment": {...}, "reserve", "deposit", "opens_at",
         *     "closes_at", "pay_hours"}`, or `sealed_auction`, `fixed_price`, `consignment`, `judicial_auction`, `buy_back`.
         *
         *     Needs the right to write disposal.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LotView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notices of a case
         * @description Needs the right to read compliance.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NoticeView"][];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Draft a notice
         * @description What the law asks of it is fixed now: days, ways of service, what it must say.
         *
         *     Needs the right to write compliance.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DraftBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NoticeView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write an order
         * @description It is a draft: nobody is asked yet. 409 where the case is not where such an order fits.
         *
         *     Needs the right to write orders.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Records of a case
         * @description Needs the right to read evidence.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Of one kind. */
                    kind?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_CaseRecord"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a record to a case
         * @description Needs the right to write evidence.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RecordBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseRecord"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The borrower paid everything: the car goes back
         * @description Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The borrower paid the arrears: the car goes back
         * @description Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse or withdraw the request for authorisation
         * @description Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a closed case up again
         * @description Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/request-authorisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a second person to authorise
         * @description Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AuthorisationBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One step back
         * @description Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a flagged case into review
         * @description Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Settle a case
         * @description Distributes the proceeds as the newest statement says. 409 names what is missing: the buyer's payment, an order that
         *     is not finished, a statement that does not fit the books.
         *
         *     Needs the right to write ledger.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest settlement statement of a case
         * @description Needs the right to read ledger.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StatementView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Compute the settlement statement of a case
         * @description From the books, the hand-overs and the loan as they stand: a further call makes the next version.
         *
         *     Needs the right to write ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StatementBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StatementView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/statement/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest settlement statement of a case, as PDF
         * @description Needs the right to read ledger.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `en` or `zh`; default `en`. */
                    language?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": number[];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/surplus-payment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay the surplus
         * @description What the sale brought beyond the debt, by the statement that settled the case: once, however often it is asked for.
         *     409 where the law of the place wants something first, such as the explanation of how the surplus came about.
         *
         *     Needs the right to write ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Books"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/unrepossess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The car should not have been taken: it goes back, and what was charged for it is reversed
         * @description Needs the right to approve cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One action for many cases
         * @description Each case is a transaction of its own, by the rules of the single route, and has its own answer: 200 says that all
         *     were tried. Each item names the `version` that was seen.
         *
         *     Needs the right to write cases.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CaseBulk"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkDone"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cases as a file
         * @description As the list, with its filters.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Whose they are to work on. */
                    assigned_to?: string;
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description Of one loan. */
                    loan_id?: string;
                    /** @description Not closed, or closed. */
                    open?: boolean;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                    /** @description In these states, separated by commas. */
                    state?: string;
                    /** @description For one vehicle. */
                    vehicle_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One command
         * @description Needs the right to read commands.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CommandDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to an engine cut, as the second person
         * @description Needs the right to approve commands.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CommandDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a command back that was not sent yet
         * @description Needs the right to write commands.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CommandDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Complaints, oldest first
         * @description Needs the right to read complaints.
         */
        get: {
            parameters: {
                query?: {
                    /** @description About this case. */
                    case_id?: string;
                    /** @description Of these categories, separated by commas. */
                    category?: string;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Somebody's to work on. */
                    handler?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description About this loan. */
                    loan_id?: string;
                    /** @description Not over, or over. */
                    open?: boolean;
                    /** @description With exactly this reference. */
                    reference?: string;
                    /** @description So grave, separated by commas. */
                    severity?: string;
                    /** @description In these states, separated by commas. */
                    state?: string;
                    /** @description About this vehicle. */
                    vehicle_id?: string;
                    /** @description About this vendor. */
                    vendor_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_ComplaintView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Take a complaint down
         * @description An open case that it is about is held in the same transaction. A complaint of severity 1 about a vendor suspends it.
         *
         *     Needs the right to write complaints.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ComplaintBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ComplaintDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One complaint
         * @description Who complains, and in which words, is shown to those who handle complaints. The look is logged.
         *
         *     Needs the right to read complaints.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ComplaintDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Work on a complaint
         * @description `{"action": "acknowledge"}`, `start_review`, `assign` (`handler`), `classify` (`category`, `severity`), `link` (`about`:
         *     `vehicle`, `loan`, `case`, `vendor`, in place of what was known), `extend` (`reason`), `decide` (`outcome`, `response`,
         *     `remedy`), `close` (`reason`), `withdraw` (`reason`). With `If-Match` only where nothing has changed since.
         *
         *     Needs the right to write complaints.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ComplaintDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Complaints as a file
         * @description As the list, with its filters; nobody's name and words.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description About this case. */
                    case_id?: string;
                    /** @description Of these categories, separated by commas. */
                    category?: string;
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description Somebody's to work on. */
                    handler?: string;
                    /** @description About this loan. */
                    loan_id?: string;
                    /** @description Not over, or over. */
                    open?: boolean;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                    /** @description With exactly this reference. */
                    reference?: string;
                    /** @description So grave, separated by commas. */
                    severity?: string;
                    /** @description In these states, separated by commas. */
                    state?: string;
                    /** @description About this vehicle. */
                    vehicle_id?: string;
                    /** @description About this vendor. */
                    vendor_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/compliance/holidays/{jurisdiction}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The holidays of a place
         * @description Needs the right to read compliance.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    jurisdiction: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Holidays"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Bring the holidays of a place
         * @description The body is a table of `date,kind,name` lines, `kind` being `holiday` or `working`. It replaces the whole table.
         *
         *     Needs the right to approve compliance.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    jurisdiction: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "text/csv": string;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Holidays"];
                    };
                };
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/compliance/packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rules in force
         * @description One pack for each place, and the lender's own. Nothing here is legal advice.
         *
         *     Needs the right to read compliance.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PackLine"][];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/compliance/packs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One pack with all its rules
         * @description Each with its id, region, sentence, effect, checks, source, certainty and dates.
         *
         *     Needs the right to read compliance.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Bring the lender's own rules
         * @description They stand beside the law and can only restrict; they replace what the lender asked of itself before. The form is that
         *     of `GET /compliance/packs/lender`, and `lender` is the only name that is brought. 422 names row and field.
         *
         *     Needs the right to approve compliance.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PackLine"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened, newest first
         * @description Needs the right to read events.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only this action. */
                    action?: string;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this thing. */
                    entity_id?: string;
                    /** @description Only of this kind of thing: `alert`, `case`, `vehicle`, `loan`, `user`, ... */
                    entity_kind?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Event"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what happens
         * @description Server-sent events from now on, or after `Last-Event-ID`. Nothing is passed over: a row is sent once every
         *     transaction before it has ended.
         *
         *     With `positions` among the `topics`, events of that name tell what moves in the box (`Moves`): a snapshot first, then
         *     what changed, at most once a second. They have no id, are shown as exactly as `GET /map/vehicles` shows them, and need
         *     the right to read locations. With `jobs`, events of that name are jobs that went on (`Job`), without an id; they need
         *     the right to read imports. A client that is a minute late is cut.
         *
         *     Needs the right to read events.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description `west,south,east,north` in degrees, as in GeoJSON (RFC 7946, section 5); `west` > `east` crosses the date line.
                     *     Unset: everywhere.
                     * @example 121.2,31.0,121.8,31.5
                     */
                    bbox?: string;
                    /** @description Loan in these buckets, separated by commas: `current`, `m1` to `m6`, `m6_plus`. */
                    bucket?: string;
                    /** @description `online`: a tracker has a connection open; `offline`: none has. */
                    connection?: string;
                    /** @description With an open case, or without. */
                    has_open_case?: boolean;
                    /** @description Only of these kinds of things, separated by commas. */
                    kinds?: string;
                    /** @description As the header `Last-Event-ID`, for clients that cannot set it. */
                    last_event_id?: string;
                    /** @description No place for so many hours, or never one; 1 to 8784. */
                    no_fix_h?: number;
                    /** @description Part of VIN, plate or contract number. */
                    q?: string;
                    /** @description Worst open alert: `info`, `warn`, `high`, `critical`, or `none`; separated by commas. */
                    severity?: string;
                    /** @description As `kinds`, where `positions` stands for what moves in the box `bbox`, and `jobs` for how far jobs are. */
                    topics?: string;
                };
                header?: {
                    "Last-Event-ID"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description `Event` documents; `Moves` where an event is called positions */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": components["schemas"]["Streamed"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a piece of evidence is
         * @description Needs the right to read evidence.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseFile"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bytes of a piece of evidence
         * @description Every look is logged. What is no longer what was brought is not served.
         *
         *     Needs the right to read evidence.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        /** @description SHA-256 of the bytes */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": number[];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fences
         * @description Needs the right to read areas.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description `keep_in`, `keep_out`, or both separated by a comma. */
                    rule?: string;
                    /** @description That watch this vehicle. */
                    vehicle_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_FenceView"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Draw a fence
         * @description A vehicle is watched by 32 fences at most. Alerts (`fence`) come of fixes from now on.
         *
         *     Needs the right to write areas.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewFenceBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FenceDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One fence
         * @description Needs the right to read areas.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FenceDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Draw a fence anew
         * @description Its vehicles stay. With `If-Match`, only where nobody has changed it since.
         *
         *     Needs the right to write areas.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FenceBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FenceDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Take a fence out of use
         * @description An alert of it that is open ends with the vehicle's next fix. With `If-Match`, only where nobody has changed it since.
         *
         *     Needs the right to write areas.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fences/{id}/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say whom a fence watches
         * @description With `If-Match`, only where nobody has changed it since. A vehicle is watched by 32 fences at most.
         *
         *     Needs the right to write areas.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FenceVehicles"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FenceDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a photo, sound or video is
         * @description Where it was made is shown as in the list of its vehicle. Every look is logged.
         *
         *     Needs the right to read files.
         */
        get: {
            parameters: {
                query?: {
                    /** @description A reason in words, where neither an alert nor a case is open. It is logged. */
                    reason?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FileView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bytes of a photo, sound or video
         * @description For an open alert or an open case of its vehicle, or with a typed `reason`. Every look is logged. What is no longer
         *     what the tracker sent is not served.
         *
         *     Needs the right to read files.
         */
        get: {
            parameters: {
                query?: {
                    /** @description A reason in words, where neither an alert nor a case is open. It is logged. */
                    reason?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        /** @description SHA-256 of the bytes */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": number[];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/first-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the first admin
         * @description With the token of the one-time link that the first run printed.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FirstAdmin"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Created"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Imports
         * @description Newest first.
         *
         *     Needs the right to read imports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_ImportJob"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One import, with its report
         * @description Needs the right to read imports.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the import */
                    import: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportJob"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Import a CSV file
         * @description The last part of the path is `borrowers`, `vehicles`, `trackers`, `installations`, `sites`, `loans` or `payments`; the body is the file.
         *     Idempotent by natural key: the same file again changes nothing. With `Prefer: respond-async` the file is taken in, and
         *     the answer is a job (`GET /jobs/{id}`).
         *
         *     Needs the right to write imports.
         */
        post: {
            parameters: {
                query?: {
                    /** @description Check everything, store nothing. */
                    dry_run?: boolean;
                };
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    /** @description `respond-async`: do not wait */
                    Prefer?: string | null;
                };
                path: {
                    /** @description Kind of import */
                    import: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "text/csv": string;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportJob"];
                    };
                };
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Load sites, vehicles and trackers
         * @description Idempotent bulk load by external id, VIN and device id. All or nothing.
         *
         *     Needs the right to write imports.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Assets"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Loaded"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/installations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Installations
         * @description Needs the right to read trackers.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description Of one tracker. */
                    tracker_id?: string;
                    /** @description In one vehicle. */
                    vehicle_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_InstallationView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Install a tracker
         * @description A tracker is in one vehicle at a time; a swap is the end of one installation and a new one.
         *
         *     Needs the right to write trackers.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["InstallationBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InstallationView"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/installations/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an installation
         * @description Needs the right to write trackers.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["EndBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InstallationView"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invoices of contractors
         * @description Drafts are their contractor's alone until they are handed in.
         *
         *     Needs the right to read ledger.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description In these states, separated by commas. */
                    state?: string;
                    /** @description Of one contractor. */
                    vendor_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_InvoiceView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One invoice
         * @description Needs the right to read ledger.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvoiceDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve an invoice
         * @description Two different people do. A disputed one is then paid as computed, not as asked.
         *
         *     Needs the right to approve ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvoiceDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{id}/charge-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Charge back what was undone
         * @description Every line whose order was reversed, now instead of within seconds by itself. What had been paid for it is claimed back.
         *
         *     Needs the right to write ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvoiceDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{id}/dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Doubt an invoice
         * @description Also one that was approved: its orders are free to be billed again.
         *
         *     Needs the right to approve ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvoiceDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{id}/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold an invoice against the fees again
         * @description Fees change: an order was reversed, a document came in. What people had approved before is void.
         *
         *     Needs the right to write ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvoiceDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{id}/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay an invoice
         * @description Posted once for each of its orders, which are paid then. 409 where an order was reversed or its fee has changed since
         *     the approval.
         *
         *     Needs the right to write ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PayBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvoiceDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse an invoice
         * @description Needs the right to approve ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvoiceDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invoices of contractors as a file
         * @description As the list, with its filters.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                    /** @description In these states, separated by commas. */
                    state?: string;
                    /** @description Of one contractor. */
                    vendor_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Jobs
         * @description Newest first. As they change: `GET /events/stream?topics=jobs`.
         *
         *     Needs the right to read imports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Job"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One job
         * @description Needs the right to read imports.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a job
         * @description It ends within a second or so, and nothing of it is stored.
         *
         *     Needs the right to write imports.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/errors.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The refused rows of a job, as a file
         * @description The first 1 000: row, field, value, problem, message, fix.
         *
         *     Needs the right to read imports.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The trial balance of the lender
         * @description Needs the right to read ledger.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Trial"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lenders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lenders
         * @description Needs the right to read lenders.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Lender"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a lender
         * @description Needs the right to write platform.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LenderBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Lender"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lenders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One lender
         * @description Needs the right to read lenders.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Lender"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a lender's policy
         * @description Needs the right to write lenders.
         */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LenderPatch"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Lender"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/letters/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check a letter of authorisation
         * @description By the code printed on it, for whoever is shown one. It says whether the letter holds, and nothing of whom it is about.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LetterState"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/loans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Loans
         * @description Needs the right to read loans.
         */
        get: {
            parameters: {
                query?: {
                    /** @description In these buckets, separated by commas. */
                    bucket?: string;
                    /** @description Exactly this number. */
                    contract_number?: string;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description At least so many days past due. */
                    dpd_min?: number;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description In these states, separated by commas. */
                    status?: string;
                    /** @description On one vehicle. */
                    vehicle_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_LoanView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a loan
         * @description Its arrears are computed at once. 409 `duplicate_contract_number` where the lender has that contract.
         *
         *     Needs the right to write loans.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LoanBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LoanView"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/loans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One loan
         * @description Needs the right to read loans.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LoanView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/loans/{id}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a loan's balance
         * @description Says that the lender's books agree with the payments stored here. A stale balance authorises no recovery.
         *
         *     Needs the right to write loans.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BalanceBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LoanView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/loans/{id}/compliance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What rules ask of a contract and its debtor
         * @description What is not recorded is null, and denies where a rule needs it.
         *
         *     Needs the right to read compliance.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LoanFile"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Record what rules ask of a contract and its debtor
         * @description It replaces all of it: send what was there with what is new.
         *
         *     Needs the right to write compliance.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LoanFile"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LoanFile"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/loans/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments of a loan
         * @description Needs the right to read payments.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_PaymentView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Book a payment
         * @description Arrears are recomputed in the same transaction; an open case is held at once.
         *
         *     Needs the right to write payments.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PaymentBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Booked"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/loans/{id}/payments/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments of a loan as a file
         * @description Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/loans/{id}/promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Promises and plans of a loan
         * @description Needs the right to read promises.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Due on this day or later. */
                    due_from?: string;
                    /** @description Due on this day or earlier. */
                    due_to?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description In these states, separated by commas. */
                    state?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_PromiseView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Write down a promise or an instalment plan
         * @description The open case of the loan is held in the same transaction: orders stop, links die. 409 where the loan has an open one.
         *
         *     Needs the right to write promises.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PromiseBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PromiseView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/loans/{id}/risk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much a loan is at risk
         * @description What its vehicle's alerts and its own arrears say. Where this is the loan by which its vehicle is judged, the score of the
         *     vehicle; of another one, made at this moment.
         *
         *     Needs the right to read risk.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RiskView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/loans/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Loans as a file
         * @description As the list, with its filters.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description In these buckets, separated by commas. */
                    bucket?: string;
                    /** @description Exactly this number. */
                    contract_number?: string;
                    /** @description At least so many days past due. */
                    dpd_min?: number;
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                    /** @description In these states, separated by commas. */
                    status?: string;
                    /** @description On one vehicle. */
                    vehicle_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lots
         * @description Needs the right to read disposal.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Of one case. */
                    case_id?: string;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description In these states, separated by commas. */
                    state?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_LotView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One lot
         * @description Needs the right to read disposal.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LotView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lots/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a lot
         * @description `{"action": "list", "appraisal"}`, `lodge_deposit`, `bid`, `buy`, `award`, `record_payment`, `relist`, `withdraw`, ...
         *     New ids (of bids, of payments) are the caller's UUIDs: the same one is counted once. Where the price becomes a sale,
         *     the case's guards are asked: a hold, a redemption or an old appraisal refuses it.
         *
         *     Needs the right to write disposal.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LotView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lots/{id}/approve-reserve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a sale below the reserve pass
         * @description By another person than the one who set the terms.
         *
         *     Needs the right to approve disposal.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LotView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lots/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lots as a file
         * @description As the list, with its filters; the bids themselves are with each lot.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Of one case. */
                    case_id?: string;
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                    /** @description In these states, separated by commas. */
                    state?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Vehicles on the map
         * @description Where each vehicle was last, by the newest of its trackers' positions. Up to 4 000 in view are answered one by one, as
         *     columns; more are counted in H3 cells of a size that suits `zoom`. Precise for an open alert or an open case, where the
         *     law of the place lets it for all contracts of the lender; otherwise the centre of an H3 cell of resolution 6, and it is
         *     that centre which lies in the box or not. Every look is logged with
         *     the vehicles that were shown precisely.
         *
         *     Needs the right to read locations.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description `west,south,east,north` in degrees, as in GeoJSON (RFC 7946, section 5); `west` > `east` crosses the date line.
                     *     Unset: everywhere.
                     * @example 121.2,31.0,121.8,31.5
                     */
                    bbox?: string;
                    /** @description Loan in these buckets, separated by commas: `current`, `m1` to `m6`, `m6_plus`. */
                    bucket?: string;
                    /** @description `online`: a tracker has a connection open; `offline`: none has. */
                    connection?: string;
                    /** @description With an open case, or without. */
                    has_open_case?: boolean;
                    /** @description No place for so many hours, or never one; 1 to 8784. */
                    no_fix_h?: number;
                    /** @description Part of VIN, plate or contract number. */
                    q?: string;
                    /** @description Worst open alert: `info`, `warn`, `high`, `critical`, or `none`; separated by commas. */
                    severity?: string;
                    /** @description 0 to 24, as MapLibre counts (tiles of 512 pixels): how large cells are. Unset: as if the box were 1 000 pixels wide. */
                    zoom?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FleetMap"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map/vehicles/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where vehicles are, as a file
         * @description As the map shows them: precise for an open alert or an open case, otherwise the centre of a coarse cell. Needs a
         *     `reason`; without the right to approve exports at most 49 places, and the attempt to take more is told in the log.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description `west,south,east,north` in degrees, as in GeoJSON (RFC 7946, section 5); `west` > `east` crosses the date line.
                     *     Unset: everywhere.
                     * @example 121.2,31.0,121.8,31.5
                     */
                    bbox?: string;
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": Record<string, never>;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/money-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What reckonings ask people to do
         * @description Needs the right to read ledger.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Of one case. */
                    case_id?: string;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description In these states, separated by commas. */
                    state?: string;
                    /** @description With one contractor. */
                    vendor_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TaskView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/money-tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One task
         * @description Needs the right to read ledger.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaskView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/money-tasks/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a task was done
         * @description By a person. What was given back or refunded is posted in the books of the case.
         *
         *     Needs the right to write ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DoneBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaskView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One notice
         * @description Needs the right to read compliance.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NoticeView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A notice as PDF
         * @description As it was issued, in either language. What was sent itself is evidence of the case.
         *
         *     Needs the right to write compliance.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `en` or `zh`; default `en`. */
                    language?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": number[];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue a notice
         * @description Its text is made from the template of the place, checked for what it must say and for words that no text may hold,
         *     and kept as evidence of the case, as PDF. Also again, after it came back.
         *
         *     Needs the right to write compliance.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["IssueBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NoticeView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}/returned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record that a notice came back
         * @description Another address must be found; then it can be issued again.
         *
         *     Needs the right to write compliance.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NoticeView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}/serve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record the service of a notice
         * @description Its time runs from the debtor's date of it.
         *
         *     Needs the right to write compliance.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ServeBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NoticeView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw a notice
         * @description It counts no more, whatever it announced.
         *
         *     Needs the right to write compliance.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NoticeView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notification-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Endpoints
         * @description Needs the right to read notifications.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_EndpointView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add an endpoint
         * @description The answer holds a webhook's secret; it is stored sealed and never shown again. A private address is called only
         *     where the configuration allows its network; send a test message to see.
         *
         *     Needs the right to write notifications.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["EndpointBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewEndpoint"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notification-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One endpoint
         * @description Needs the right to read notifications.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EndpointView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Change an endpoint
         * @description A webhook keeps its secrets; a kind stays what it is.
         *
         *     Needs the right to write notifications.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["EndpointBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EndpointView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Delete an endpoint
         * @description What still waits for it is not sent. Rules that name it stay, and are noted as suppressed.
         *
         *     Needs the right to write notifications.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notification-endpoints/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new secret
         * @description For the time of the overlap messages carry a signature by each; two secrets sign at most.
         *
         *     Needs the right to write notifications.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RotateBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewEndpoint"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notification-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Routing rules
         * @description Needs the right to read notifications.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_RuleView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a routing rule
         * @description It is about what happens from now on.
         *
         *     Needs the right to write notifications.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RuleBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RuleView"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notification-rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One routing rule
         * @description Needs the right to read notifications.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RuleView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Change a routing rule
         * @description It is about what happens from now on; what it has made already stays.
         *
         *     Needs the right to write notifications.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RuleBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RuleView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Delete a routing rule
         * @description Deliveries that it has made stay.
         *
         *     Needs the right to write notifications.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notifications
         * @description Newest first.
         *
         *     Needs the right to read notifications.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `email`, `webhook`, `http_gateway`, separated by commas. */
                    channel?: string;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description About this thing. */
                    entity_id?: string;
                    /** @description About events whose type begins so, e.g. `case.`. */
                    event_type?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description To `user:<id>`, `vendor:<id>`, `address:<address>` or `endpoint`. */
                    recipient?: string;
                    /** @description By this rule. */
                    rule_id?: string;
                    /** @description `pending`, `sending`, `delivered`, `failed`, `dead`, `suppressed`, `cancelled`, separated by commas. */
                    state?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_DeliveryView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One notification, with its attempts
         * @description Needs the right to read notifications.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge a notification
         * @description By the person whom it was sent to: nobody else is told then, where its rule goes on to others.
         *
         *     Needs the right to write session.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a notification back
         * @description One that waits. Only a signed-in person may.
         *
         *     Needs the right to write notifications.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CancelBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a notification again
         * @description One that is dead or was suppressed: at once, whatever the hours, and then by the whole schedule.
         *
         *     Needs the right to write notifications.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message
         * @description At once, whatever the hours. Its attempts are seen at `GET /notifications/{id}`.
         *
         *     Needs the right to write notifications.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TestBody"];
                };
            };
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryDetail"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders
         * @description Needs the right to read orders.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Of one case. */
                    case_id?: string;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description In these states, separated by commas. */
                    state?: string;
                    /** @description Of one vendor. */
                    vendor_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_OrderView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One order
         * @description Its ETag is its version; send it back as `If-Match` with a change.
         *
         *     Needs the right to read orders.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree with what the contractor reports
         * @description Its fees are due from then on. 409 `documents_complete` where photos, odometer or VIN are missing.
         *
         *     Needs the right to write orders.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/award": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Award an order to one of the quotes
         * @description Needs the right to approve orders.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AwardBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RoundView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record what a contractor took from the borrower
         * @description What it took beyond what it was to take is found by the month's reckoning: the borrower gets it back at once. Cash that
         *     it was to take passes the gate of the law. Cash that it took of its own accord happened, and is written down whatever
         *     the gate says of it; the record shows under `gate` which rules that broke.
         *
         *     Needs the right to write ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CollectionBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseRecord"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give or refuse the extension that was asked for
         * @description Needs the right to write orders.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ExtensionAnswer"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/letter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The letter of authorisation of an order, as PDF
         * @description With a QR code of the page that says whether it holds.
         *
         *     Needs the right to read orders.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `en` or `zh`; default `en`. */
                    language?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": number[];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which vendors fit an order, and why
         * @description An order in the field that names no place leads to where the car spends the coming night, else to where it was last.
         *
         *     Needs the right to read orders.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Matches"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Offer an order
         * @description Everything that authorised the case is checked again; the case counts as dispatched. 409 names the rule that refuses.
         *
         *     Needs the right to write orders.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OfferBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RoundView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest round of offers of an order
         * @description Needs the right to read orders.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RoundView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo an order
         * @description Its fees are charged back.
         *
         *     Needs the right to write orders.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/send-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the contractor to complete the report
         * @description Needs the right to write orders.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an order back
         * @description The contractor's access ends at once: its links die, its letter is void.
         *
         *     Needs the right to write orders.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One action for many orders
         * @description Each order is a transaction of its own, by the rules of the single route, and has its own answer: 200 says that all
         *     were tried. An item that names a `version` is done only if it still is that one.
         *
         *     Needs the right to write orders.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderBulk"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkDone"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders as a file
         * @description As the list, with its filters, and without places.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Of one case. */
                    case_id?: string;
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                    /** @description In these states, separated by commas. */
                    state?: string;
                    /** @description Of one vendor. */
                    vendor_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Promises and plans, by the day that is next
         * @description Needs the right to read promises.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Due on this day or later. */
                    due_from?: string;
                    /** @description Due on this day or earlier. */
                    due_to?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description In these states, separated by commas. */
                    state?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_PromiseView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/promises/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One promise or plan
         * @description Needs the right to read promises.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PromiseView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/promises/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a promise back
         * @description Its hold on the case ends.
         *
         *     Needs the right to write promises.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PromiseView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/complaints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complain
         * @description For anybody, a few times an hour. An open case that it is about is held in the same transaction.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PublicComplaint"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PublicReceipt"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/complaints/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What became of a complaint
         * @description For whoever has its reference and its secret. A wrong secret and an unknown reference are answered alike.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WhichComplaint"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PublicState"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Regions
         * @description Needs the right to read areas.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_RegionView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One region
         * @description Needs the right to read areas.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RegionDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Delete a region
         * @description Not while the lender or one of its vehicles is allowed there by name.
         *
         *     Needs the right to approve areas.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/allowed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where all vehicles may be
         * @description Needs the right to read areas.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UsualRegions"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Say where all vehicles may be
         * @description Holds for every vehicle of the lender of which nothing else is said. Outside of it for ten minutes is an alert
         *     (`province_exit`).
         *
         *     Needs the right to approve areas.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UsualRegions"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UsualRegions"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/geojson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Load regions as GeoJSON
         * @description A FeatureCollection (RFC 7946): polygons or multipolygons with or without holes, each with a code (1 to 20 letters, digits,
         *     `.`, `_`, `-`) and a name. A region of the same code is changed. A lender has at most 500 regions with 20000 corners
         *     each and 200000 together. Features that are not right are refused, each with its index and field, and the others taken.
         *
         *     Needs the right to approve areas.
         */
        post: {
            parameters: {
                query?: {
                    /** @description The property with the code of a region; default `code`. */
                    code_property?: string;
                    /** @description Store nothing, only say what would be. */
                    dry_run?: boolean;
                    /** @description The property with its name; default `name`. */
                    name_property?: string;
                };
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportJob"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/alert-precision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How often alerts were right
         * @description By type and by the month in which they were raised, of what the desk decided: confirmed against false and harmless
         *     ones, with an interval that says how much so few can say. The service takes nothing from it by itself; `lienwatch
         *     refit` does when asked.
         *
         *     Needs the right to read reports.
         */
        get: {
            parameters: {
                query: {
                    /** @description Raised from (inclusive), engine time. */
                    from: components["schemas"]["Timestamp"];
                    /** @description Raised until (exclusive); at most 366 days later. */
                    to: components["schemas"]["Timestamp"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertPrecision"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/kpis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The KPI sheet
         * @description Each figure comes with its numerator and denominator, and the sheet with what they are. What has no source yet, or
         *     nothing to divide by, is null and says why.
         *
         *     Needs the right to read reports.
         */
        get: {
            parameters: {
                query: {
                    /** @description `none` (default), `lender`, `branch`, `vendor`, `bucket` or `month`. */
                    by?: string;
                    /** @description From (inclusive), engine time. */
                    from: components["schemas"]["Timestamp"];
                    /** @description Until (exclusive); at most 366 days later. */
                    to: components["schemas"]["Timestamp"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KpiSheet"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/risk/parameters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The parameters in force
         * @description Version 0 is what is built in. The version is the ETag: a new one is made with it as `If-Match`.
         *
         *     Needs the right to read risk.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RiskVersion"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Bring other parameters into force
         * @description As a new version: what was in force before is kept, and days that were told stay as they were told. Needs `If-Match` with
         *     the version that was read. All scores are made anew. `POST /risk/previews` tells before what they would have fired.
         *
         *     Needs the right to approve risk.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RiskParametersBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RiskVersion"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/risk/parameters/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every version of the parameters, newest first
         * @description Who made it, when and why. The built-in one is not among them.
         *
         *     Needs the right to read risk.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_RiskVersion"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/risk/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try other parameters
         * @description Which scores would have risen to a threshold in the last 30 days, by the parameters in force and by these: as a job, with
         *     progress. Nothing changes by it. Each moment is judged by what was known then; severities are those of now.
         *
         *     Needs the right to write risk.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PreviewBody"];
                };
            };
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Preview"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/risk/previews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A preview
         * @description Needs the right to read risk.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Preview"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-windows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Authorised work on trackers
         * @description Needs the right to read trackers.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description On one vehicle. */
                    vehicle_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_ServiceWindow"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Authorise work on a vehicle's trackers
         * @description Removal alerts are suppressed inside.
         *
         *     Needs the right to write trackers.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WindowBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServiceWindow"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is logged in
         * @description Needs the right to read session.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Log in
         * @description Answers a cookie. After five wrong passwords the address is locked for 30 seconds, and twice as long after each
         *     further one, up to an hour.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LogIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Log out
         * @description Needs the right to write session.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I have set
         * @description Needs the right to read session.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnSettings"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Set it
         * @description Replaces all of it; at most 32 KiB.
         *
         *     Needs the right to write session.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OwnSettings"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnSettings"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where map tiles come from
         * @description Needs the right to read system.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MapSettings"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Set where map tiles come from
         * @description From then on pages of this lender's people admit that origin, and no other, for pictures and connections.
         *
         *     Needs the right to write lenders.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MapSource"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MapSettings"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Go back to the base map that is built in
         * @description Needs the right to write lenders.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Known sites
         * @description Needs the right to read sites.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Of these kinds, separated by commas. */
                    kind?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description The lender's own, or those that others share. */
                    own?: boolean;
                    /** @description Shared between lenders, or not. */
                    shared?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Site"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a site
         * @description Stays of the last 90 days are held against it, as a job.
         *
         *     Needs the right to write sites.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SiteBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Site"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One site
         * @description Needs the right to read sites.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Site"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Replace a site
         * @description Where its extent or kind is another, stays of the last 90 days are held against it anew, as a job. With `If-Match`, only where nobody has changed it since.
         *
         *     Needs the right to write sites.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SiteBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Site"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Take a site out of use
         * @description Needs the right to write sites.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Share a site with the other lenders
         * @description They see its name, kind and extent, not whose it is nor its external id, and their cars are watched for it; its own lender
         *     alone changes it. Past stays of theirs are held against it.
         *
         *     Needs the right to approve sites.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ShareBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Site"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}/unshare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a shared site back
         * @description From then on only its own lender sees it. Visits that were seen stay.
         *
         *     Needs the right to approve sites.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ShareBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Site"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/discovered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sites that were discovered
         * @description Places where vehicles of several borrowers ended: not known yet, and behaving like second-pledge sites, until somebody
         *     decides about them. Only the lender's own vehicles are named.
         *
         *     Needs the right to read sites.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Discovered"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/discovered/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a discovered site
         * @description Makes it a known second-pledge site with the shape that was found. Its alert is resolved as confirmed and ends. Stays of
         *     the last 90 days are held against it, as a job.
         *
         *     Needs the right to write sites.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Site"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/discovered/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dismiss a discovered site
         * @description It is not spoken of again; its alert is resolved as false and ends.
         *
         *     Needs the right to write sites.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Dismissal"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Known sites as a file
         * @description As the list, with its filters; a circle is a polygon of 64 corners around it, with its centre and
         *     radius beside it: `POST /sites/geojson` takes the file again.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description Of these kinds, separated by commas. */
                    kind?: string;
                    /** @description The lender's own, or those that others share. */
                    own?: boolean;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                    /** @description Shared between lenders, or not. */
                    shared?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": Record<string, never>;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/geojson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import sites as GeoJSON
         * @description A FeatureCollection (RFC 7946) of at most 5000 features: polygons without holes, or points with the property `radius_m`;
         *     the properties `name`, `kind` and `external_id` (else the feature's id). A site with the same external id is changed.
         *     Features that are not right are refused, each with its index and field, and the others taken. What `GET /sites/export`
         *     gave can be imported again.
         *
         *     Needs the right to write sites.
         */
        post: {
            parameters: {
                query?: {
                    /** @description Store nothing, only say what would be. */
                    dry_run?: boolean;
                    /** @description The kind of features that have none of their own. */
                    kind?: string;
                };
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GeoJsonImport"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statements/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Settlement statements as a file
         * @description Every version of each; the newest of a case stands.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Of one case. */
                    case_id?: string;
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Version, clock and counts
         * @description Needs the right to read system.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["System"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Move the driven clock
         * @description A barrier: everything that has been sent is read, stored and processed, then the timers up to the new time; then
         *     it is answered. 409 where the clock follows the wall.
         *
         *     Needs the right to write platform.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MoveClock"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Moved"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system/drain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Wait until everything received has been processed
         * @description Needs the right to write platform.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Moved"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trackers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Trackers
         * @description Needs the right to read trackers.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Exactly this IMEI or terminal id. */
                    device_id?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description In one vehicle now. */
                    vehicle_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_TrackerView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a tracker
         * @description Needs the right to write trackers.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TrackerBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TrackerView"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trackers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One tracker
         * @description Needs the right to read trackers.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TrackerView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a tracker
         * @description Needs the right to write trackers.
         */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TrackerPatch"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TrackerView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/trackers/{id}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tracker's captured frames
         * @description Every look is logged.
         *
         *     Needs the right to read captures.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `json` (default), or `lines`: text that `lienwatch replay` reads. */
                    format?: "json" | "lines";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Capture"];
                        "text/plain": string;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Capture a tracker's raw frames
         * @description From now on, over whatever it is connected by, both ways. One capture of a tracker at a time; its frames are kept for
         *     a week after its end, or until it is deleted.
         *
         *     Needs the right to write captures.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CaptureBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaptureView"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * End a capture and forget its frames
         * @description Needs the right to write captures.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trackers/{id}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tracker's clock corrections
         * @description Of records received from `since` on, until the next correction, a record counts at its own time less `offset_s`.
         *
         *     Needs the right to read trackers.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Corrections"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Correct a tracker's clock
         * @description Tracks are read at corrected times from `since` on; detectors and the latest position take what they receive from now
         *     on so. An `offset_s` of 0 ends a correction. Errors that nobody need set, local time and roll-overs, are learned, and a
         *     clock that is set right later is noticed.
         *
         *     Needs the right to write clocks.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ClockBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Corrections"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trackers/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Commands of a tracker, newest first
         * @description Needs the right to read commands.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Of these kinds, separated by commas. */
                    kind?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /**
                     * @description In these states, separated by commas: `awaiting_approval`, `queued`, `sent`, `acknowledged`, `failed`,
                     *     `expired`, `cancelled`.
                     */
                    state?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_CommandView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Ask something of a tracker
         * @description It is sent when the tracker can be reached next, at once where it is connected. `engine_cut` waits for a second
         *     person; `engine_restore` goes before everything, and takes back cuts that were not sent. `text` needs the right to
         *     approve, because nobody knows what a vendor's text may do; so do `record_sound`, and `send_stored_media` that deletes.
         *
         *     Needs the right to write commands.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CommandBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CommandDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trackers/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Unregistered devices
         * @description Devices that talk to us and that nobody has registered, with their packets; and addresses from which nobody said a
         *     name, with what their first bytes look like.
         *
         *     Needs the right to read platform.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Stranger"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trackers/quarantine/{protocol}/{device_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget an unregistered device
         * @description It is listed again when it comes again. `device_id`: the `key` of the list.
         *
         *     Needs the right to write platform.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    device_id: string;
                    protocol: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trackers/quarantine/{protocol}/{device_id}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adopt an unregistered device
         * @description Makes it a lender's tracker, in a vehicle if one is named. A connection that it has open is taken over: from its next
         *     packet on its records are stored and acknowledged, without a new login.
         *
         *     Needs the right to write platform.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    device_id: string;
                    protocol: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdoptBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TrackerView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Users
         * @description Needs the right to read users.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_User"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a user
         * @description Needs the right to write users.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UserBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a user is reached
         * @description What was set besides the address they log in with.
         *
         *     Needs the right to write users.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Contact"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Set how a user is reached
         * @description Needs the right to write users.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ContactBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Contact"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable a user
         * @description Their sessions end with their next request.
         *
         *     Needs the right to write users.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Vehicles
         * @description Pages of a list whose vehicles change meanwhile: one that comes to stand before the cursor is not shown again.
         *
         *     Needs the right to read vehicles.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Loan in these buckets, separated by commas: `current`, `m1` to `m6`, `m6_plus`. */
                    bucket?: string;
                    /** @description `online`: a tracker has a connection open; `offline`: none has. */
                    connection?: string;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Loan at least so many days past due. */
                    dpd_min?: number;
                    /** @description With an open alert, or without. */
                    has_open_alert?: boolean;
                    /** @description With an open case, or without. */
                    has_open_case?: boolean;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description No place for so many hours, or never one; 1 to 8784. */
                    no_fix_h?: number;
                    /** @description `asc` or `desc`. Unset: what is worst or newest first, plates from A. */
                    order?: string;
                    /** @description Part of VIN, plate or contract number. */
                    q?: string;
                    /** @description Risk score at least so many points, 0 to 100. */
                    risk_min?: number;
                    /** @description Worst open alert: `info`, `warn`, `high`, `critical`, or `none`; separated by commas. */
                    severity?: string;
                    /** @description `id` (default: the order of entry), `plate`, `dpd`, `severity`, `risk` or `last_fix`. */
                    sort?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VehiclePage"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a vehicle
         * @description Needs the right to write vehicles.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VehicleBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VehicleView"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One vehicle
         * @description With a `reason`, those who may see VIN and plate where their role hides them. The look is logged.
         *
         *     Needs the right to read vehicles.
         */
        get: {
            parameters: {
                query?: {
                    /** @description A reason in words, where neither an alert nor a case is open. It is logged. */
                    reason?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VehicleDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to exactly one action on a car
         * @description An export of its track, or a cut of its engine outside a case. It counts for 30 days, and only while another person does
         *     it.
         *
         *     Needs the right to approve compliance.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CarApprovalBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApprovalView"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/chase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last chase of a vehicle
         * @description Needs the right to read commands.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ChaseView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Chase a vehicle
         * @description Its trackers are asked for their fastest reporting until the time is over, and then for the interval they had. A
         *     wireless tracker whose battery is below the lender's floor is left alone, or brought back early.
         *
         *     Needs the right to write commands.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChaseBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ChaseView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/chase/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a chase before its time
         * @description Needs the right to write commands.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ChaseView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Days of a vehicle
         * @description Kilometres, trips, time in motion and fixes of each day. Precise under the same rule as `position`; every look is
         *     logged. Times are the devices' own: a clock that was wrong puts a fix on the wrong day.
         *
         *     Needs the right to read locations.
         */
        get: {
            parameters: {
                query: {
                    /** @description The first day, in the lender's zone. */
                    from: string;
                    /** @description A reason in words, where neither an alert nor a case is open. It is logged. */
                    reason?: string;
                    /** @description The last day; at most 30 after it. */
                    to: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DayList"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the gate said of looks at a car, of exports of its track, and of cuts of its engine outside a case
         * @description Of looks, one for each caller, purpose and day, and another where the answer changes.
         *
         *     Needs the right to read compliance.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description `allow`, `needs_approval` or `deny`. */
                    outcome?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_DecisionRow"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Photos, sound and video of a vehicle, newest first
         * @description Where they were made is shown under the same rule as `position`, to those who may read locations. Every look is
         *     logged.
         *
         *     Needs the right to read files.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description A reason in words, where neither an alert nor a case is open. It is logged. */
                    reason?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FilePage"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the vehicle will be
         * @description Its places with probabilities for a window of up to 7 days, best first, from stays known at `asof`. Precise under the
         *     same rule as `places`. Every look is logged.
         *
         *     Needs the right to read locations.
         */
        get: {
            parameters: {
                query: {
                    /** @description Nothing after this moment is used. Unset: now. */
                    asof?: components["schemas"]["Timestamp"];
                    /** @description The window begins. */
                    from: components["schemas"]["Timestamp"];
                    /** @description A reason in words, where neither an alert nor a case is open. It is logged. */
                    reason?: string;
                    /** @description The window ends; at most 7 days later. */
                    to: components["schemas"]["Timestamp"];
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ForecastView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Frequent places
         * @description Best first, with the hours and nights of the last 90 days. Every look is logged.
         *
         *     Needs the right to read locations.
         */
        get: {
            parameters: {
                query?: {
                    /** @description A reason in words, where neither an alert nor a case is open. It is logged. */
                    reason?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_PlaceView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/places/{rank}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Name a frequent place
         * @description The name stays where the place is: when places are learnt anew, it goes to the one that is nearest, within 250 m.
         *
         *     Needs the right to write vehicles.
         */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                    rank: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LabelBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Labelled"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/vehicles/{id}/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the vehicle was last, by tracker
         * @description Precise for an open alert, an open case or a typed `reason`, where the law of the place lets it; otherwise the centre of
         *     an H3 cell of resolution 6, with the rule that keeps the precise place back under `withheld`. Every look is logged.
         *
         *     Needs the right to read locations.
         */
        get: {
            parameters: {
                query?: {
                    /** @description A reason in words, where neither an alert nor a case is open. It is logged. */
                    reason?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Positions"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a vehicle may be
         * @description Needs the right to read areas.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VehicleRegions"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Say where a vehicle may be
         * @description Needs the right to write areas.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OwnRegions"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VehicleRegions"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/risk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much a vehicle's loan is at risk
         * @description As it was made last: at the latest change of its alerts or loan, or when the lender's day ended. Every point has a named
         *     reason. Lists are sorted by it with `GET /vehicles?sort=risk`.
         *
         *     Needs the right to read risk.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RiskView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/risk/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The risk score of each day
         * @description What was known when the day ended, by the parameters of that time: a day that was told is not told otherwise later. The
         *     history begins 30 days before a vehicle is scored for the first time; today is `GET /vehicles/{id}/risk`.
         *
         *     Needs the right to read risk.
         */
        get: {
            parameters: {
                query: {
                    /** @description The first day, in the lender's zone. */
                    from: string;
                    /** @description The last day; at most 399 after it. */
                    to: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RiskDays"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/stays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stays, oldest first
         * @description Needs the right to read locations.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description What ends at or after. */
                    from?: components["schemas"]["Timestamp"];
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description A reason in words, where neither an alert nor a case is open. It is logged. */
                    reason?: string;
                    /** @description What begins before. */
                    to?: components["schemas"]["Timestamp"];
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_StayView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a vehicle, newest first
         * @description With what hangs on it: alerts, cases, loans, installations, looks at its place.
         *
         *     Needs the right to read events.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Event"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the vehicle was between two times
         * @description Precise under the same rule as `position`.
         *
         *     Needs the right to read locations.
         */
        get: {
            parameters: {
                query: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description From (inclusive), by the device. */
                    from: components["schemas"]["Timestamp"];
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description A reason in words, where neither an alert nor a case is open. It is logged. */
                    reason?: string;
                    /** @description Until (exclusive); at most 31 days later. */
                    to: components["schemas"]["Timestamp"];
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TrackPage"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/track/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a vehicle was, as a file
         * @description A point a row; GPX has one track. Needs a `reason`; without the right to approve exports at most 49 places, and the
         *     attempt to take more is told in the log. The law of the place is asked for the number of points: 409 names the rule, and
         *     whose approval (`POST /vehicles/{id}/approvals`) would do.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query: {
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description From (inclusive), by the device. */
                    from: components["schemas"]["Timestamp"];
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                    /** @description Until (exclusive); at most 31 days later. */
                    to: components["schemas"]["Timestamp"];
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": Record<string, never>;
                        "application/gpx+xml": string;
                        "text/csv": string;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Visits to known sites, oldest first
         * @description Needs the right to read locations.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description What ends at or after. */
                    from?: components["schemas"]["Timestamp"];
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description A reason in words, where neither an alert nor a case is open. It is logged. */
                    reason?: string;
                    /** @description What begins before. */
                    to?: components["schemas"]["Timestamp"];
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_VisitView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vendors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Vendors
         * @description Needs the right to read vendors.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description In these states, separated by commas. */
                    state?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_VendorView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Enter a vendor
         * @description As an applicant: it gets orders once its papers are there and another person lets it in. The body is its profile:
         *     `{"name", "kinds": ["repossess", "tow"], "skills": ["impound"], "capacity": 20, "bases": [{"lat_e7", "lon_e7"}]}`.
         *
         *     Needs the right to write vendors.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VendorDetail"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vendors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One vendor
         * @description Needs the right to read vendors.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VendorDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vendors/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a vendor
         * @description `{"action": "add_document", "document": {"kind", "number", "issued_on", "expires_on"}}`, `change_profile`,
         *     `revoke_document`, `suspend`, `reinstate`, `terminate`, `record_complaint`, `resolve_complaint`, `rate`.
         *
         *     Needs the right to write vendors.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VendorDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vendors/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let an applicant in
         * @description By another person than the one who entered it. 409 names what is missing.
         *
         *     Needs the right to approve vendors.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VendorDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vendors/{id}/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People of a vendor
         * @description Needs the right to read vendors.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_AgentView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Register a person of a vendor
         * @description Needs the right to write vendors.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AgentBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgentView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vendors/{id}/compliance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What rules ask of a contractor
         * @description Needs the right to read compliance.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VendorFile"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Record what rules ask of a contractor
         * @description That it is on the published list, and when it was last evaluated and audited. It replaces all of it.
         *
         *     Needs the right to approve compliance.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VendorFile"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VendorFile"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vendors/{id}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a contractor is reached
         * @description What was set besides the address that the first of its people signs in with.
         *
         *     Needs the right to write notifications.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Contact"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Set how a contractor is reached
         * @description Needs the right to write notifications.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ContactBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Contact"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vendors/{id}/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say where a vendor works
         * @description The body is GeoJSON: a Polygon or MultiPolygon, alone, in features or in a collection.
         *
         *     Needs the right to write vendors.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VendorDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vendors/{id}/rate-cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rate cards of a vendor
         * @description Needs the right to read ledger.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RateCards"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Publish a rate card
         * @description `{"id": a new UUID, "vendor", "currency", "valid_from", "valid_to", "rows": [{"order": "repossess", "rate": {"type":
         *     "flat", "amount": {...}}}], "penalties": {...}}`. No day of a kind of order has two prices, and a card is not changed.
         *
         *     Needs the right to write ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RateCards"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vendors/{id}/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The reckonings with a contractor
         * @description Needs the right to read ledger.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_ReckoningView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Reckon a month with a contractor
         * @description Again at any time: it asks only for what was not asked for before, and what nobody has to do any more is met.
         *
         *     Needs the right to write ledger.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MonthBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Reckonings"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vendors/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Vendors as a file
         * @description As the list, with its filters.
         *
         *     Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                    /** @description In these states, separated by commas. */
                    state?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/billable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Own acknowledged orders and what they earn
         * @description Needs the right to read work.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Billable"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/crew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The own company
         * @description Its people with what keeps each from going out, and the yards to which a car may be brought.
         *
         *     Needs the right to read work.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Crew"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Own invoices
         * @description Needs the right to read work.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_OwnInvoice"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Write an invoice
         * @description Handed in, it is held against the fees at once: an exact one within the lender's limits is approved by that.
         *
         *     Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["InvoiceBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnInvoice"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/invoices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of the own invoices
         * @description Needs the right to read work.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnInvoice"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/invoices/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the lines of an own invoice
         * @description Of a draft, or of a disputed one, which is handed in again by that.
         *
         *     Needs the right to write work.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LinesBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnInvoice"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/invoices/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand in an own invoice
         * @description Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnInvoice"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Offers that wait for an answer
         * @description Needs the right to read work.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OfferView"][];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/offers/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an order
         * @description The letter of authorisation is issued with it. One vendor wins: 409 where the order is no longer to be had.
         *
         *     Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CrewBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Answered"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/offers/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline an offer
         * @description Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Because"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Answered"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/offers/{id}/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Quote for an order
         * @description Nobody sees it before the round closes; another quote before then takes its place.
         *
         *     Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["QuoteBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Answered"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Own live orders
         * @description Needs the right to read work.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_WorkOrder"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of the own orders
         * @description Needs the right to read work.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkOrder"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/check-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check in on site
         * @description Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CheckInBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkOrder"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report an order as done
         * @description Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CompleteBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkOrder"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/confirm-hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm that work has stopped
         * @description Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkOrder"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/depart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set out
         * @description Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AgentBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkOrder"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add evidence to an own order
         * @description The body is the file itself.
         *
         *     Needs the right to write work.
         */
        post: {
            parameters: {
                query: {
                    /** @description `photo`, `audio`, `video`, `signature`, `document`, `invoice` or `notice_proof`. */
                    kind: string;
                    /** @description Where: degrees north. */
                    lat?: number;
                    /** @description Where: degrees east. */
                    lon?: number;
                    /** @description In words. */
                    note?: string;
                    /** @description When it was made, by whoever made it. */
                    taken_at?: components["schemas"]["Timestamp"];
                };
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": number[];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseFile"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for more time
         * @description Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ExtensionBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkOrder"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/fail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that an order cannot be done
         * @description Stopping because somebody objects is always right: nothing is held against the contractor for it.
         *
         *     Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FailBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Gone"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/hand-overs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a hand-over in which the own company takes part
         * @description Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HandOverBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CustodyView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/letter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The letter of an own order, as PDF
         * @description Needs the right to read work.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `en` or `zh`; default `en`. */
                    language?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": number[];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/on-hook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report the car on the hook
         * @description Refused while the case is on hold, outside the lawful hours, or before enough agents are checked in.
         *
         *     Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HookBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkOrder"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the car is
         * @description For seven days from the first look at most, and only while the order is worked on: it ends with completion, with
         *     withdrawal, and at once with any hold. The law of the place may refuse it. Every look is logged.
         *
         *     Needs the right to read work.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkPosition"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a record to an own order
         * @description Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RecordBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseRecord"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announce evidence that will come in pieces
         * @description With the same `client_id` again: how far it is.
         *
         *     Needs the right to write work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UploadBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UploadView"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UploadView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work/orders/{id}/uploads/{upload}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an upload is
         * @description `HEAD` answers the same in its headers.
         *
         *     Needs the right to read work.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    upload: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UploadView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Give an upload up
         * @description Needs the right to write work.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                    upload: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Send the next piece
         * @description It begins at `Upload-Offset`, which is the number of bytes that are here: another one is refused with the right one. The
         *     last piece makes it evidence, if it is what was announced; else all of it is forgotten (422).
         *
         *     Needs the right to write work.
         */
        patch: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "Upload-Offset": number;
                };
                path: {
                    id: string;
                    upload: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/offset+octet-stream": number[];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UploadView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/yard-alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts of yards
         * @description A car that stands for longer than `policy.yards.max_stay_days`, a yard that is nearly full or full: once for each stay
         *     or as long as it lasts. As events they are `yard.overdue_stay`, `yard.nearly_full`, `yard.full`, and the same with
         *     `_over` behind when it is over; rules of notifications can name them.
         *
         *     Needs the right to read yards.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                    /** @description Not over, or over. */
                    open?: boolean;
                    /** @description Of one yard. */
                    yard_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_YardAlert"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/yards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Yards
         * @description Needs the right to read yards.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_YardView"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a yard
         * @description It takes no car until somebody approves it.
         *
         *     Needs the right to write yards.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["YardBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["YardView"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/yards/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One yard
         * @description Needs the right to read yards.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["YardView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Change a yard
         * @description New rates hold for the whole of every stay that is not settled yet. A change of rates or bays asks for a new approval.
         *
         *     Needs the right to write yards.
         */
        put: {
            parameters: {
                query?: never;
                header: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["YardBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["YardView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/yards/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a yard
         * @description Needs the right to approve yards.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A repetition with the same key is answered as the first time, and does nothing. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["YardView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/yards/{id}/inventory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The cars that stand in a yard
         * @description By the hand-overs: who came last and has not left.
         *
         *     Needs the right to read yards.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Items per page, 1 to 500; default 50. */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_StandingCar"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/yards/{id}/inventory/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The cars that stand in a yard, as a file
         * @description Needs the right to read exports.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track. */
                    format?: string;
                    /** @description What for, in words: it stands in the file and in the log. Needed where places of cars are taken. */
                    reason?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                        "text/csv": string;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem document */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures in Prometheus' text format, for this machine and for those with the right to read the platform. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process can serve: the database answers. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Who acts. */
        Actor: {
            /**
             * Format: uuid
             * @description Which; not there for `system`.
             */
            id?: string | null;
            /** @description `user`, `api_key` or `system`. */
            kind: string;
        };
        /** @description What is known of a place. */
        AddressView: {
            /** @description Its address, from the geocoder that is configured; null without one. */
            address?: string | null;
            nearest?: components["schemas"]["NearestTown"] | null;
            /** @description Why the geocoder gave none: `timeout`, `refused` or `no_address`. */
            problem?: string | null;
            /** @description Words of the lender's list that stand in the address (`policy.addresses.words`). */
            words: string[];
        };
        /** @description Whose a device becomes. */
        AdoptBody: {
            /** @description SIM. */
            iccid?: string | null;
            installed_at?: components["schemas"]["Timestamp"] | null;
            /** @description Who installed it. */
            installer?: string | null;
            /**
             * Format: uuid
             * @description Whose tracker it is; default: the lender that the caller acts for (header `Lienwatch-Lender`).
             */
            lender_id?: string | null;
            /** @description Model. */
            model?: string | null;
            /** @description Where in the car. */
            mount?: string | null;
            /** @description `wired`, `wireless` or `obd`. */
            role: string;
            /**
             * Format: uuid
             * @description The vehicle that it is in, if it is known; it is installed there.
             */
            vehicle_id?: string | null;
            /**
             * Format: int32
             * @description Seconds between wake-ups of a wireless one.
             */
            wake_interval_s?: number | null;
        };
        /** @description Who acts, and where. */
        AgentBody: {
            /**
             * Format: uuid
             * @description Which agent; default: the caller.
             */
            agent_id?: string | null;
        };
        /** @description A person of a vendor. */
        AgentView: {
            /** @description The file: certificate, background, training, undertaking; and where it stands. */
            agent: Record<string, never>;
            /** @description What keeps the person from going out. */
            gaps: Record<string, never>[];
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description The name. */
            name?: string | null;
            /**
             * Format: uuid
             * @description Of which vendor.
             */
            vendor_id: string;
        };
        /** @description An alert. */
        Alert: {
            /**
             * Format: uuid
             * @description Whose it is to look at.
             */
            assigned_to?: string | null;
            /** @description Their name; null for people of the platform. */
            assignee_name?: string | null;
            /** @description Who at the desk acted last. */
            desk_by?: string | null;
            /** @description The name of that person; null for programs, and for people of the platform. */
            desk_by_name?: string | null;
            /** @description And why. */
            desk_reason?: string | null;
            /** @description The desk's view: `new`, `acknowledged`, `snoozed` or `resolved`. */
            desk_state: string;
            /**
             * Format: date-time
             * @description When it happened, by the device.
             */
            event_at: string;
            /** @description Why: `[{feature, value, weight}]`. */
            evidence: Record<string, never>[];
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat?: number | null;
            /** @description Found in data that arrived late. */
            late: boolean;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon?: number | null;
            /** @description Its licence plate; masked for some roles. */
            plate?: string | null;
            /**
             * Format: date-time
             * @description When it was raised.
             */
            raised_at: string;
            /**
             * Format: date-time
             * @description When later facts refuted it.
             */
            retracted_at?: string | null;
            /**
             * Format: double
             * @description Probability or score, 0 to 1.
             */
            score: number;
            /** @description `info`, `warn`, `high` or `critical`. */
            severity: string;
            /**
             * Format: uuid
             * @description Which site, where one is meant.
             */
            site_id?: string | null;
            /** @description The site's name. */
            site_name?: string | null;
            /**
             * Format: date-time
             * @description Put off until.
             */
            snoozed_until?: string | null;
            /** @description Put off until the vehicle is heard from a new place. */
            snoozed_until_fix: boolean;
            /** @description The detector's view: `open`, `closed` or `retracted`. */
            state: string;
            /** @description Which tracker, where one is meant. */
            tracker_imei?: string | null;
            /** @description What it is about, e.g. `removal`. */
            type: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
            /**
             * Format: uuid
             * @description Which vehicle.
             */
            vehicle_id: string;
            /** @description How the desk decided: `confirmed`, `false_positive`, `benign` or `test`. */
            verdict?: string | null;
            /**
             * Format: int32
             * @description Rises with each change at the desk.
             */
            version: number;
        };
        /** @description One action for many alerts. */
        AlertBulk: {
            /** @description e.g. `{"resolve": {"verdict": "benign", "reason": "..."}}`. */
            action: components["schemas"]["AlertDeed"];
            /** @description 1 to 500, each once. */
            items: components["schemas"]["Item"][];
        };
        /** @description What is done, with the body of its single route. */
        AlertDeed: {
            /** @description Take it, or take it over. */
            acknowledge: components["schemas"]["Nothing"];
        } | {
            /** @description Put it off. */
            snooze: components["schemas"]["SnoozeBody"];
        } | {
            /** @description Decide. */
            resolve: components["schemas"]["ResolveBody"];
        } | {
            /** @description Take a decision back. */
            reopen: components["schemas"]["ReopenBody"];
        } | {
            /** @description Give it to somebody. */
            assign: components["schemas"]["AssignBody"];
        };
        /** @description How often alerts were right. */
        AlertPrecision: {
            /**
             * Format: date-time
             * @description From (inclusive).
             */
            from: string;
            /**
             * Format: date-time
             * @description Until (exclusive).
             */
            to: string;
            /** @description Every type of which the desk decided one, by name. */
            types: components["schemas"]["TypePrecision"][];
        };
        /** @description What came of an answer. */
        Answered: {
            /** @description Where the offer stands now. */
            offer: Record<string, never>;
            /**
             * Format: uuid
             * @description The order.
             */
            order_id: string;
        };
        /** @description An API key as others may see it. */
        ApiKey: {
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Until when.
             */
            expires_at?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: date-time
             * @description Last use, to the minute.
             */
            last_used_at?: string | null;
            /**
             * Format: uuid
             * @description The lender it acts for; absent for keys of the platform.
             */
            lender_id?: string | null;
            /** @description What it is for. */
            name: string;
            /**
             * Format: date-time
             * @description Revoked since.
             */
            revoked_at?: string | null;
            /** @description What it may do. */
            scopes: string[];
        };
        /** @description What the car is worth. */
        Appraisals: {
            /** @description The one that counts, and why; null where none does. */
            counts?: Record<string, never> | null;
            /** @description Every opinion. */
            items: Record<string, never>[];
        };
        /** @description To what. */
        ApprovalBody: {
            /** @description Or an action in full, as it will be asked for. */
            action?: Record<string, never> | null;
            /** @description Of a step, the ground it rests on; default: the case's. */
            ground?: Record<string, never> | null;
            /**
             * Format: uuid
             * @description About which order; default for a step: the live one that takes the car.
             */
            order_id?: string | null;
            /** @description Why. */
            reason: string;
            /** @description A step of the case: `authorise`, `dispatch`, `field_visit`, `take`, `dispose_property`, `sale` or `settle`. */
            step?: string | null;
        };
        /** @description Somebody's agreement. */
        ApprovalView: {
            /** @description To exactly this. */
            action: Record<string, never>;
            /** @description As what they agreed: `supervisor`, `legal` or `admin`. */
            approver: string;
            /**
             * Format: date-time
             * @description When, engine time. It is good for 30 days.
             */
            at: string;
            /** @description Who. */
            by: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Why. */
            reason: string;
            /**
             * Format: uuid
             * @description About which order or lot.
             */
            subject_id?: string | null;
        };
        /** @description Where a site or a fence is: `lat`, `lon` and `radius_m`, or `geometry`. */
        Area: {
            /** @description A GeoJSON polygon without holes. */
            geometry?: Record<string, never> | null;
            /**
             * Format: double
             * @description Degrees north of the centre.
             */
            lat?: number | null;
            /**
             * Format: double
             * @description Degrees east of the centre.
             */
            lon?: number | null;
            /**
             * Format: double
             * @description Radius, metres, above 0; of a site up to 20 000, of a fence up to 500 000.
             */
            radius_m?: number | null;
        };
        /** @description Everything to be there afterwards. */
        Assets: {
            installed_at?: components["schemas"]["Timestamp"] | null;
            /** @description Whose: name or id. An operator of the platform may name one that does not exist yet: it is made. */
            lender?: string | null;
            /** @description Known sites. */
            sites?: components["schemas"]["AssetSite"][];
            /** @description Vehicles. */
            vehicles?: components["schemas"]["AssetVehicle"][];
        };
        /** @description A known site. */
        AssetSite: components["schemas"]["Area"] & {
            /** @description The lender's own key. */
            external_id: string;
            /** @description `second_pledge`, `dealer`, `repair`, `wash`, `yard` or `other`. */
            kind: string;
            /** @description Its name. */
            name: string;
        };
        /** @description A tracker. */
        AssetTracker: {
            /** @description IMEI or terminal id. */
            imei: string;
            /** @description e.g. `gt06`. */
            protocol: string;
            /** @description `wired`, `wireless` or `obd`. */
            role: string;
            /**
             * Format: int32
             * @description Seconds between wake-ups of a wireless one, 60 to 2 592 000.
             */
            wake_interval_s?: number | null;
        };
        /** @description A vehicle. */
        AssetVehicle: {
            /** @description Codes of the regions that it may be in; none: everywhere. Left out: as it is. */
            allowed_regions?: string[] | null;
            /** @description The lender's key of the contract. */
            contract_number?: string | null;
            /** @description Places the borrower declared. */
            declared?: components["schemas"]["DeclaredPlace"][];
            /** @description The lender's own key. */
            external_id: string;
            /** @description Licence plate. */
            plate?: string | null;
            /** @description What is fitted to it. */
            trackers?: components["schemas"]["AssetTracker"][];
            /** @description Vehicle identification number. */
            vin: string;
        };
        /** @description To whom. */
        AssignBody: {
            /**
             * Format: uuid
             * @description An active person of the lender or the platform, no contractor; null: nobody's any more.
             */
            user_id?: string | null;
        };
        /** @description One attempt. */
        AttemptView: {
            /**
             * Format: date-time
             * @description When it ended; absent while it is under way.
             */
            ended_at?: string | null;
            /** @description What went wrong. */
            error?: string | null;
            /**
             * Format: int32
             * @description How long it took.
             */
            latency_ms?: number | null;
            /**
             * Format: int32
             * @description From 1.
             */
            number: number;
            /** @description `delivered`, `failed`, `suppressed`, or `abandoned`: its sender ended before it knew. */
            outcome?: string | null;
            /**
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /**
             * Format: int32
             * @description What HTTP or SMTP answered.
             */
            status?: number | null;
        };
        /** @description What two people agreed on. */
        Authorisation: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: uuid
             * @description Who agreed.
             */
            by: string;
            /** @description Under the law of which place it was checked. */
            jurisdiction: string;
            /** @description Why. */
            reason: string;
            /** @description What was asked, and by whom. */
            request: components["schemas"]["AuthorisationRequest"];
        };
        /** @description A request for authorisation. */
        AuthorisationBody: {
            /** @description `voluntary_surrender`, `consented_recovery`, `court_order`, `impound_release` or `self_help_no_breach`. */
            basis: string;
            /** @description Why now. */
            reason: string;
            /** @description Where its proof is: court and case number, document. */
            reference?: string | null;
        };
        /** @description A request for authorisation. */
        AuthorisationRequest: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description On what ground, e.g. `court_order`. */
            basis: string;
            /**
             * Format: uuid
             * @description Who asks.
             */
            by: string;
            /** @description Why. */
            reason: string;
            /** @description Where its proof is. */
            reference?: string | null;
        };
        /** @description A choice among opened quotes. */
        AwardBody: {
            /**
             * Format: uuid
             * @description Which offer.
             */
            offer_id: string;
            /** @description Why this one; needed where it is not the best by score. */
            reason?: string | null;
        };
        /** @description A balance that was checked. */
        BalanceBody: {
            as_of?: components["schemas"]["Timestamp"] | null;
        };
        /** @description Why. */
        Because: {
            /** @description In words. */
            reason: string;
        };
        /** @description An order that can be billed, or what keeps it from that. */
        Billable: {
            /** @description ISO 4217. */
            currency?: string | null;
            /**
             * Format: int64
             * @description What it earns, minor units; null while it cannot be billed.
             */
            fee_minor?: number | null;
            /** @description `repossess`, `tow`, ... */
            kind: string;
            /**
             * Format: uuid
             * @description Which order.
             */
            order_id: string;
            /** @description What keeps it from being billed. */
            refusal?: Record<string, never> | null;
        };
        /** @description A booked payment and where the loan stands after it. */
        Booked: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description The loan, arrears recomputed. */
            loan: components["schemas"]["LoanView"];
        };
        /** @description The books of a case. */
        Books: {
            /** @description Every entry, in the order of posting. */
            entries: Record<string, never>[];
            /** @description What they come to: both sides of every account. */
            trial_balance: Record<string, never>;
        };
        /** @description A borrower, in plain text. */
        Borrower: {
            /** @description Personal. */
            address?: string | null;
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description Personal. */
            email?: string | null;
            /** @description The lender's own key. */
            external_id: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Personal. */
            id_number?: string | null;
            /** @description Personal fields are masked; give a `reason` to see them, where your role may. */
            masked: boolean;
            /** @description Personal. */
            name: string;
            /** @description Personal. */
            phone?: string | null;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: int32
             * @description Rises with each change.
             */
            version: number;
            /** @description To be treated with special care. */
            vulnerable: boolean;
            /** @description On the lender's watch-list. */
            watch_listed: boolean;
        };
        /** @description A new borrower. */
        BorrowerBody: {
            /** @description Postal address. */
            address?: string | null;
            /** @description E-mail. */
            email?: string | null;
            /** @description The lender's own key. */
            external_id: string;
            /** @description Identity document. */
            id_number?: string | null;
            /** @description Name. */
            name: string;
            /** @description Phone. */
            phone?: string | null;
            /** @description To be treated with special care. */
            vulnerable?: boolean;
            /** @description On the lender's watch-list. */
            watch_listed?: boolean;
        };
        /** @description What became of all. */
        BulkDone: {
            /** @description How many were done. */
            done: number;
            /** @description In the order of the request. */
            items: components["schemas"]["RowDone"][];
            /** @description How many were not. */
            refused: number;
        };
        /** @description A buyer to register. */
        BuyerBody: {
            /** @description How it is connected to the lender or to a vendor. */
            connected?: string | null;
            /** @description `dealer`, `company` or `person`. */
            kind: string;
        };
        /** @description A buyer. */
        BuyerView: {
            /** @description Checks and where it stands. */
            buyer: Record<string, never>;
            /** @description What keeps it from buying. */
            gaps: Record<string, never>[];
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
        };
        /** @description A decision. */
        CancelBody: {
            /** @description Why. */
            reason: string;
        };
        /** @description A capture with what it has kept so far. */
        Capture: components["schemas"]["CaptureView"] & {
            /** @description The frames, oldest first. */
            frames: components["schemas"]["FrameView"][];
            /** @description Whether frames are still taken. */
            running: boolean;
        };
        /** @description How much to capture. */
        CaptureBody: {
            /**
             * Format: int32
             * @description Frames that end it, both ways together, 1 to 1000; default 200. A megabyte ends it too.
             */
            frames?: number | null;
            /**
             * Format: int64
             * @description Minutes that end it, 1 to 1440; default 60.
             */
            minutes?: number | null;
            /** @description Why. */
            reason: string;
        };
        /** @description A capture of one tracker. */
        CaptureView: {
            /** @description IMEI or terminal id. */
            device_id: string;
            /**
             * Format: date-time
             * @description When it ends at the latest.
             */
            ends_at: string;
            /**
             * Format: int64
             * @description Frames kept.
             */
            frames_kept: number;
            /**
             * Format: int32
             * @description How many frames end it, both ways together.
             */
            frames_wanted: number;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description What it speaks. */
            protocol: string;
            /** @description Why. */
            reason: string;
            /**
             * Format: date-time
             * @description When it was asked for (wall time, as all times here).
             */
            started_at: string;
            /** @description Who asked. */
            started_by: string;
            /**
             * Format: uuid
             * @description Whose frames.
             */
            tracker_id: string;
        };
        /** @description To what. */
        CarApprovalBody: {
            /** @description An action in full, as it will be asked for, e.g. `{"action": "export_tracks", "points": 120}`. */
            action: Record<string, never>;
            /** @description Why. */
            reason: string;
        };
        /** @description Where the car is, in law. */
        CarPlace: {
            /** @description `cn`, `tw`, `us`, `uk` or `other`. */
            jurisdiction: string;
            /** @description State or province, ISO 3166-2. */
            region?: string | null;
        };
        /** @description What may be done with a case now. */
        CaseAction: {
            /** @description e.g. `approve`. */
            action: string;
            refusal?: components["schemas"]["Refusal"] | null;
        };
        /** @description One action for many cases. */
        CaseBulk: {
            /** @description e.g. `{"close": {"close_reason": "cured", "reason": "..."}}`. */
            action: components["schemas"]["CaseDeed"];
            /** @description 1 to 500, each once. */
            items: components["schemas"]["Item"][];
        };
        /** @description What is done, with the body of its single route. Approving is not among them: it is given case by case. */
        CaseDeed: {
            /** @description Take it into review. */
            review: components["schemas"]["Nothing"];
        } | {
            /** @description Ask a second person to authorise. */
            request_authorisation: components["schemas"]["AuthorisationBody"];
        } | {
            /** @description Refuse or withdraw the request for authorisation. */
            reject: components["schemas"]["Because"];
        } | {
            /** @description One step back. */
            return: components["schemas"]["Because"];
        } | {
            /** @description Hold it. */
            hold: components["schemas"]["HoldBody"];
        } | {
            /** @description Release the hold that the item names. */
            release: components["schemas"]["Because"];
        } | {
            /** @description Close it. */
            close: components["schemas"]["CloseBody"];
        } | {
            /** @description Give it to somebody. */
            assign: components["schemas"]["AssignBody"];
        };
        /** @description A case with everything that belongs to it. */
        CaseDetail: components["schemas"]["CaseView"] & {
            /** @description What the caller may do now, and what keeps them from the rest. */
            actions: components["schemas"]["CaseAction"][];
            /** @description What happened, newest first, at most 100. */
            events: components["schemas"]["Event"][];
            /** @description Why it was flagged, by rule, with evidence. */
            flag: components["schemas"]["CaseFlag"];
            /** @description Every hold it ever had, oldest first. */
            holds: components["schemas"]["CaseHold"][];
            /** @description Where it stands, with who asked and who agreed. */
            stage: components["schemas"]["CaseStage"];
        };
        /** @description A photo, sound or paper of a case. */
        CaseFile: {
            /**
             * Format: uuid
             * @description Of which case.
             */
            case_id: string;
            /** @description MIME type, by its first bytes. */
            content_type: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `photo`, `audio`, `signature`, `document`, `invoice`, ... */
            kind: string;
            /**
             * Format: int32
             * @description Where: latitude, 1e-7 degree.
             */
            lat_e7?: number | null;
            /**
             * Format: int32
             * @description Where: longitude, 1e-7 degree.
             */
            lon_e7?: number | null;
            /** @description In words. */
            note?: string | null;
            /**
             * Format: uuid
             * @description For which order.
             */
            order_id?: string | null;
            /**
             * Format: date-time
             * @description When it came, engine time.
             */
            received_at: string;
            /** @description SHA-256 of them, hexadecimal. */
            sha256: string;
            /**
             * Format: int64
             * @description Its bytes.
             */
            size_bytes: number;
            /**
             * Format: date-time
             * @description When it was taken, by whoever took it.
             */
            taken_at?: string | null;
            /** @description Who brought it. */
            uploaded_by: string;
            /**
             * Format: uuid
             * @description From which vendor.
             */
            vendor_id?: string | null;
        };
        /** @description Why a case was flagged. */
        CaseFlag: {
            /** @description The alerts of all of them. */
            evidence: string[];
            /** @description Every rule that held, strongest first. */
            reasons: components["schemas"]["FlagReason"][];
            /** @description The strongest rule that held. */
            rule: string;
        };
        /** @description What stops a case. */
        CaseHold: {
            /** @description What it came from. */
            cause: components["schemas"]["HoldCause"];
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description e.g. `complaint`, `payment_received`, `bankruptcy_stay`. */
            kind: string;
            /** @description How far it is. */
            phase: components["schemas"]["HoldPhase"];
            /**
             * Format: date-time
             * @description When.
             */
            placed_at: string;
            /** @description By whom. */
            placed_by: components["schemas"]["Actor"];
            /** @description In words. */
            reason: string;
        };
        /** @description What the law says of a case now. */
        CaseLaw: {
            /** @description Days by which something is due, or from which it may be done. */
            deadlines: Record<string, never>[];
            /** @description What their clock shows. */
            local_time: string;
            /** @description The notices that the case needs, and where they stand. */
            notices: components["schemas"]["RequiredNotice"][];
            /** @description The places whose law counts: of the contract, of the debtor, of the car. */
            places: Record<string, never>[];
            /** @description Each gated step. */
            steps: components["schemas"]["StepView"][];
            /** @description The debtor's time zone. */
            zone: string;
        };
        /** @description What was found, checked or said. */
        CaseRecord: {
            /**
             * Format: date-time
             * @description When, engine time.
             */
            at: string;
            /** @description By whom. */
            by: string;
            /**
             * Format: uuid
             * @description Of which case.
             */
            case_id: string;
            /** @description What. */
            detail: Record<string, never>;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `property_inventory`, `title_check`, `contact`, `incident`, ... */
            kind: string;
            /**
             * Format: uuid
             * @description For which order.
             */
            order_id?: string | null;
        };
        /**
         * @description Where a case stands. `state` is the stage's own name (`going_back` for `redeemed`, `reinstated` and `unrepossessed`);
         *     the rest is there where the stage has it.
         */
        CaseStage: {
            /**
             * Format: date-time
             * @description Settled, going back and closed: when.
             */
            at?: string | null;
            authorisation?: components["schemas"]["Authorisation"] | null;
            /** @description Going back: `redeemed`, `reinstated` or `unrepossessed`. */
            because?: string | null;
            /**
             * Format: date-time
             * @description When.
             */
            cleared_at?: string | null;
            /**
             * Format: uuid
             * @description For disposal: who cleared it.
             */
            cleared_by?: string | null;
            /** @description Closed: why, e.g. `cured`. */
            close_reason?: string | null;
            /** @description Closed: the state before. */
            from?: string | null;
            in_hand?: components["schemas"]["Taken"] | null;
            /** @description Going back and closed: in words. */
            reason?: string | null;
            request?: components["schemas"]["AuthorisationRequest"] | null;
            sale?: components["schemas"]["Sale"] | null;
            /**
             * Format: date-time
             * @description In recovery and in custody: since when.
             */
            since?: string | null;
            /**
             * @description `flagged`, `in_review`, `authorised`, `in_recovery`, `secured`, `in_custody`, `for_disposal`, `sold`, `settled`,
             *     `going_back` or `closed`.
             */
            state: string;
            /**
             * Format: uuid
             * @description Settled: the statement.
             */
            statement?: string | null;
            taken?: components["schemas"]["Taken"] | null;
            /**
             * Format: uuid
             * @description In custody: which yard received it first.
             */
            yard?: string | null;
        };
        /** @description A case in a list. */
        CaseView: {
            /** @description The alerts it rests on. */
            alert_ids: string[];
            /**
             * Format: uuid
             * @description Whose it is to work on.
             */
            assigned_to?: string | null;
            /**
             * Format: date-time
             * @description Closed since.
             */
            closed_at?: string | null;
            /** @description Its contract. */
            contract_number: string;
            /** @description ISO 4217. */
            currency: string;
            /**
             * Format: int32
             * @description Days past due.
             */
            dpd: number;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description What intake has. */
            intake: string[];
            /**
             * Format: uuid
             * @description Of which loan.
             */
            loan_id: string;
            /**
             * @description The action that leads on from its state, e.g. `request_authorisation`; `release_hold` while a hold keeps it. What
             *     keeps a caller from it is in the case itself.
             */
            next_action?: string | null;
            /**
             * Format: int64
             * @description Open holds.
             */
            open_holds: number;
            /**
             * Format: date-time
             * @description Since when.
             */
            opened_at: string;
            /**
             * Format: int64
             * @description Unpaid in all, minor units.
             */
            outstanding_minor: number;
            /**
             * Format: int64
             * @description Unpaid and due, minor units.
             */
            overdue_minor: number;
            /** @description Their name; null for people of the platform. */
            owner_name?: string | null;
            /** @description Its plate. */
            plate?: string | null;
            /** @description Why it was flagged, in words. */
            reasons: string[];
            /** @description The strongest rule that flagged it. */
            rule: string;
            /** @description `flagged`, `in_review`, `authorised`, ..., `closed`. */
            state: string;
            /**
             * Format: date-time
             * @description Since when it is in its state, by the engine clock.
             */
            state_since: string;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: uuid
             * @description For which vehicle.
             */
            vehicle_id: string;
            /**
             * Format: int32
             * @description The ETag of the case.
             */
            version: number;
        };
        /** @description A chase. */
        ChaseBody: {
            /**
             * Format: int32
             * @description For how long at most, 5 to 240.
             */
            minutes: number;
            /** @description Why. */
            reason: string;
        };
        /** @description A tracker in a chase. */
        ChasedView: {
            /**
             * Format: int32
             * @description Reporting interval while chased, seconds.
             */
            fast_s: number;
            /** @description No interval was known of this tracker: it goes back to the lender's default. */
            former_assumed: boolean;
            /**
             * Format: int32
             * @description Reporting interval to go back to, seconds.
             */
            former_s: number;
            /** @description `chasing`, `skipped` (battery too low) or `restored`. */
            part: string;
            /**
             * Format: uuid
             * @description Which.
             */
            tracker_id: string;
        };
        /** @description A chase as people read it. */
        ChaseView: {
            /** @description Why: `over`, `stopped` or `battery`. */
            end?: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /**
             * Format: date-time
             * @description Until when at most.
             */
            ends_at: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Why. */
            reason: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            started_at: string;
            /** @description Who started it. */
            started_by: string;
            /** @description The vehicle's trackers. */
            trackers: components["schemas"]["ChasedView"][];
            /**
             * Format: uuid
             * @description Of which vehicle.
             */
            vehicle_id: string;
            /**
             * Format: int32
             * @description Its ETag.
             */
            version: number;
        };
        /** @description A check-in by GPS. */
        CheckInBody: {
            /**
             * Format: uuid
             * @description Which agent; default: the caller.
             */
            agent_id?: string | null;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon: number;
        };
        /** @description What a tracker's clock is off by. */
        ClockBody: {
            /**
             * Format: int64
             * @description What the device states less what is, seconds: positive where its clock is ahead, 0 where it is right from then on.
             */
            offset_s: number;
            /** @description Why. */
            reason: string;
            since?: components["schemas"]["Timestamp"] | null;
        };
        /** @description A correction of a tracker's clock. */
        ClockView: {
            /** @description What somebody gave as the reason. */
            note?: string | null;
            /**
             * Format: int32
             * @description What the device states less what is, seconds; 0 ends a correction.
             */
            offset_s: number;
            /** @description `local_time`, `week_rollover` or `set_right`, which the detectors have learned; or `manual`. */
            reason: string;
            /**
             * Format: date-time
             * @description Of records received from then on, until the next.
             */
            since: string;
        };
        /** @description The end of a case. */
        CloseBody: {
            /** @description e.g. `cured`, `settled`, `lender_cancel`, `legal_route`. */
            close_reason: string;
            /** @description In words. */
            reason: string;
        };
        /** @description What a contractor took from a borrower. */
        CollectionBody: {
            /**
             * Format: int64
             * @description Minor units of the loan's currency, above zero.
             */
            amount_minor: number;
            /**
             * Format: int64
             * @description What of it the contractor was to take; default: nothing.
             */
            collectable_minor?: number;
            /** @description How: `cash` (default) or `account`, where the debtor paid into an account. */
            how?: components["schemas"]["Paid"];
            /** @description From whom, how, what for. */
            note: string;
        };
        /** @description A command to a tracker. */
        CommandBody: {
            /**
             * Format: int32
             * @description Of `take_photo`: which camera, from 1; default 1. Of `find_media` and `send_stored_media`: which camera or
             *     microphone; default 0, all.
             */
            channel?: number | null;
            /**
             * Format: int32
             * @description Of `take_photo`: how many, 1 to 10; default 1.
             */
            count?: number | null;
            /** @description Of `send_stored_media`: the device deletes them when it has sent them; default false. */
            delete?: boolean | null;
            /**
             * Format: int32
             * @description Of `find_media` and `send_stored_media`: why they were made, as the device numbers it (JT/T 808: 0 asked for, 1 timed, 2 robbery alarm,
             *     3 collision or rollover).
             */
            event?: number | null;
            /**
             * Format: int32
             * @description Of `working_mode` `wake`: minutes between wake-ups, 5 to 10080.
             */
            every_minutes?: number | null;
            /**
             * Format: int64
             * @description Seconds that it waits for the device at most, 60 to 2592000; by default as long as its kind does.
             */
            expires_in_s?: number | null;
            from?: components["schemas"]["Timestamp"] | null;
            /**
             * Format: int32
             * @description Of `take_photo`: seconds from one to the next; default 0. Times `count` at most 45.
             */
            interval_s?: number | null;
            /** @description Of `record_sound`: the device keeps it; default false, it is sent. */
            keep?: boolean | null;
            /**
             * @description `locate`, `report_every`, `working_mode`, `reboot`, `set_parameter`, `get_parameters`, `engine_cut`,
             *     `engine_restore`, `text`, `take_photo`, `find_media`, `send_media`, `send_stored_media`, `record_sound` or
             *     `stop_recording`.
             */
            kind: string;
            /** @description Of `find_media` and `send_stored_media`: `image`, `sound` or `video`. */
            media?: string | null;
            /** @description Of `working_mode`: `continuous` or `wake`. */
            mode?: string | null;
            /** @description Of `set_parameter`: the vendor's name or number of it. */
            name?: string | null;
            /** @description Of `get_parameters`: names or numbers, at most 16; none: all that the device tells at once. */
            names?: string[] | null;
            /**
             * Format: int32
             * @description Of `send_media`: the device's own number of it.
             */
            number?: number | null;
            /** @description Of `record_sound`: samples a second, `8k` (default), `11k`, `23k` or `32k`. */
            rate?: string | null;
            /** @description Why. An `engine_cut`, a `take_photo`, a `send_media`, a `send_stored_media` and a `record_sound` need it. */
            reason?: string | null;
            /**
             * Format: int32
             * @description Of `report_every`: the interval, 1 to 86400. Of `record_sound`: how long, 1 to 600.
             */
            seconds?: number | null;
            /**
             * @description Of `take_photo`: `176x144`, `320x240`, `352x288`, `640x480` (default), `704x288`, `704x576`, `800x600` or
             *     `1024x768`.
             */
            size?: string | null;
            /** @description Of `text`: what the device's firmware takes, at most 180 bytes. */
            text?: string | null;
            to?: components["schemas"]["Timestamp"] | null;
            /** @description Of `set_parameter`: its value. */
            value?: string | null;
            /** @description Of `engine_cut`: how and to whom the warning was given. */
            warning?: string | null;
        };
        /** @description A command with what happened to it, and what keeps a cut from being sent. */
        CommandDetail: components["schemas"]["CommandView"] & {
            /** @description Its log, newest first. */
            events: components["schemas"]["Event"][];
            /** @description Of a cut that is not over: the rules that keep it from being sent at this moment. */
            gate: Record<string, never>[];
        };
        /** @description A command as people read it. */
        CommandView: {
            /** @description The device's answer, in its words. */
            answer?: string | null;
            /**
             * Format: uuid
             * @description The second person who agreed to a cut.
             */
            approved_by?: string | null;
            /**
             * Format: int32
             * @description How often it was sent.
             */
            attempts: number;
            /**
             * Format: uuid
             * @description The chase that it belongs to.
             */
            chase_id?: string | null;
            /** @description The command with its values. */
            command: Record<string, never>;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description It is given up where it could not be sent until then.
             */
            expires_at: string;
            /** @description Why it failed: `no_answer`, `refused_by_device`, `not_supported`, `gate_closed` or `superseded`. */
            failure?: string | null;
            /** @description The failure in words. */
            failure_detail?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * @description `locate`, `report_every`, `working_mode`, `reboot`, `set_parameter`, `get_parameters`, `engine_cut`,
             *     `engine_restore` or `text`.
             */
            kind: string;
            /**
             * Format: date-time
             * @description It is not sent before.
             */
            not_before?: string | null;
            /** @description Why it was asked for. */
            reason?: string | null;
            /** @description Who asked: `user:<id>`, `key:<id>` or `system:rules`. */
            requested_by: string;
            /**
             * Format: date-time
             * @description When it was last sent, while its answer is awaited.
             */
            sent_at?: string | null;
            /** @description `awaiting_approval`, `queued`, `sent`, `acknowledged`, `failed`, `expired` or `cancelled`. */
            state: string;
            /**
             * Format: uuid
             * @description To which tracker.
             */
            tracker_id: string;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: uuid
             * @description In which vehicle the tracker was when it was asked for.
             */
            vehicle_id?: string | null;
            /**
             * Format: int32
             * @description The ETag of the command.
             */
            version: number;
            /** @description The warning before a cut. */
            warning?: string | null;
        };
        /** @description A complaint that came in. */
        ComplaintBody: {
            /**
             * Format: uuid
             * @description About which case.
             */
            case_id?: string | null;
            /** @description `conduct`, `contact`, `recovery`, `belongings`, `damage`, `money`, `privacy` or `other`. */
            category: string;
            /** @description `phone`, `email`, `letter`, `in_person`, `regulator` or `web`. */
            channel: string;
            /** @description How they are reached. */
            contact?: string | null;
            /** @description The contract, as they say it. Looked up where no id is given. */
            contract_number?: string | null;
            /** @description `en` (default) or `zh`: which language it is answered in. */
            language?: string | null;
            /**
             * Format: uuid
             * @description About which loan.
             */
            loan_id?: string | null;
            /** @description Who complains. */
            name: string;
            /** @description The plate, as they say it. Looked up where no id is given. */
            plate?: string | null;
            received_at?: components["schemas"]["Timestamp"] | null;
            /** @description `1` to `4`; default `3`. */
            severity?: string | null;
            /** @description What happened, in their words; at most 4000 characters. */
            statement: string;
            /**
             * Format: uuid
             * @description About which car.
             */
            vehicle_id?: string | null;
            /**
             * Format: uuid
             * @description About which contractor.
             */
            vendor_id?: string | null;
        };
        /** @description A complaint with everything that is known of it. */
        ComplaintDetail: components["schemas"]["ComplaintView"] & {
            /** @description What may be done. */
            actions: components["schemas"]["ComplaintStep"][];
            party?: components["schemas"]["Party"] | null;
            /** @description What whoever complained asks for its state with. Only in the answer to taking it down. */
            secret?: string | null;
            /** @description Where it stands: who acknowledged it, the answer, how it ended. */
            stage: Record<string, never>;
            /** @description By when it must be handled, and where the numbers come from. */
            terms: Record<string, never>;
        };
        /** @description One thing that may be done with a complaint. */
        ComplaintStep: {
            /** @description Its name. */
            action: string;
            /** @description What keeps the caller from it. */
            refusal?: Record<string, never> | null;
        };
        /** @description A complaint, as a list shows it. */
        ComplaintView: {
            /**
             * Format: date-time
             * @description The acknowledgement is late from then on.
             */
            acknowledge_by: string;
            /**
             * Format: date-time
             * @description When its receipt was acknowledged, where it has not been answered since.
             */
            acknowledged_at?: string | null;
            /**
             * Format: uuid
             * @description About which case.
             */
            case_id?: string | null;
            /** @description What is complained of. */
            category: string;
            /** @description How it came in. */
            channel: string;
            /**
             * Format: date-time
             * @description When.
             */
            decided_at?: string | null;
            /**
             * Format: int32
             * @description How often the answer was put off.
             */
            extensions: number;
            /**
             * Format: uuid
             * @description Whose it is to work on.
             */
            handler?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Which language it is answered in. */
            language: string;
            /** @description A deadline has passed and nothing was done. */
            late: boolean;
            /**
             * Format: uuid
             * @description About which loan.
             */
            loan_id?: string | null;
            /** @description How it was decided. */
            outcome?: string | null;
            /**
             * Format: date-time
             * @description When it came in.
             */
            received_at: string;
            /** @description What whoever complained knows it by. */
            reference: string;
            /**
             * Format: date-time
             * @description The answer is late from then on.
             */
            respond_by: string;
            /** @description `1` to `4`; 1 is violence, threats, intrusion, detention, or money taken. */
            severity: string;
            /** @description `received`, `acknowledged`, `in_review`, `upheld`, `partly_upheld`, `rejected`, `closed` or `withdrawn`. */
            state: string;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: uuid
             * @description About which car.
             */
            vehicle_id?: string | null;
            /**
             * Format: uuid
             * @description About which contractor.
             */
            vendor_id?: string | null;
            /**
             * Format: int64
             * @description The ETag.
             */
            version: number;
        };
        /** @description What the contractor reports at the end. */
        CompleteBody: {
            /** @description Photos and documents: ids of evidence of this order. */
            evidence?: string[];
            /**
             * Format: int32
             * @description Keys taken over.
             */
            keys?: number | null;
            /**
             * Format: int32
             * @description Distance driven for it, whole km.
             */
            km?: number | null;
            /**
             * Format: int32
             * @description Odometer, km.
             */
            odometer_km?: number | null;
            /** @description Where the police was told: the reference it gave. */
            police_reference?: string | null;
            /** @description In words. */
            summary: string;
            /** @description The VIN on the car is the one of the order. */
            vin_matches?: boolean | null;
        };
        /** @description It is a second-pledge site. */
        Confirmation: {
            /** @description What it is to be called. */
            name: string;
            /** @description Why it is one. */
            reason: string;
        };
        /** @description How somebody is reached, as they or an administrator set it. */
        Contact: {
            /** @description Of e-mail, where it is not the one they log in with. */
            email?: string | null;
            /** @description What a gateway's provider knows them by. */
            gateway?: string | null;
            /** @description `en` or `zh`. */
            language?: string | null;
            /** @description IANA name. */
            time_zone?: string | null;
        };
        /** @description How somebody is reached. */
        ContactBody: {
            /** @description Address of e-mail; default: the one they log in with. */
            email?: string | null;
            /** @description What gateways' providers know them by, e.g. a phone number. */
            gateway?: string | null;
            /** @description `en` or `zh`; default: the rule's. */
            language?: string | null;
            /** @description IANA name; default: the lender's. */
            time_zone?: string | null;
        };
        /** @description A contact that took place. */
        ContactEntry: {
            /** @description Of a letter: `home`, `postal`, `work`, `public_office` or `other` (default). */
            address?: string | null;
            /**
             * Format: date-time
             * @description When, RFC 3339; default: now.
             */
            at?: string | null;
            /** @description `call`, `sms`, `email`, `letter`, `visit`, `messenger` or `app`. */
            channel: string;
            /** @description They asked not to be contacted again. */
            declined?: boolean;
            /** @description Whom one spoke to was verified to be who they say. */
            identity_verified?: boolean | null;
            /** @description The debt or the default was spoken of. */
            mentions_debt?: boolean;
            /** @description What came of it, in words. */
            note?: string | null;
            /** @description `conversation`, `no_answer`, `invalid_number` or `delivered`. */
            outcome: string;
            /** @description `debtor`, `co_debtor`, `guarantor`, `emergency_contact`, `household`, `employer` or `third_party`. */
            party: string;
            /** @description Sound was recorded. */
            recording?: boolean | null;
            /** @description Where the recording is. */
            recording_reference?: string | null;
            /** @description The sender said who they are and for whom they act. */
            sender_identified?: boolean | null;
            /** @description What was sent, where it was a text. */
            text?: string | null;
            /** @description Which number or address, as the lender tells them apart (`mobile`, `office`); never the number itself. */
            to?: string | null;
        };
        /** @description The corrections of one tracker's clock. */
        Corrections: {
            /** @description Newest first, a hundred at most. */
            items: components["schemas"]["ClockView"][];
        };
        /** @description A cost that the lender paid. */
        CostBody: {
            /**
             * Format: int64
             * @description Minor units of the loan's currency, above zero.
             */
            amount_minor: number;
            /**
             * Format: uuid
             * @description Its invoice or receipt: evidence of the case.
             */
            document: string;
            /** @description `tow`, `storage`, `preparation`, `legal`, `court`, `tax`, ... */
            kind: string;
        };
        /** @description Counts. */
        Counts: {
            /**
             * Format: int64
             * @description Alerts whose condition holds.
             */
            alerts_open: number;
            /**
             * Format: int64
             * @description Cases that are not closed.
             */
            cases_open: number;
            /**
             * Format: int64
             * @description Lenders.
             */
            lenders: number;
            /**
             * Format: int64
             * @description Loans.
             */
            loans: number;
            /**
             * Format: int64
             * @description Sites in use.
             */
            sites: number;
            /**
             * Format: int64
             * @description Trackers.
             */
            trackers: number;
            /**
             * Format: int64
             * @description Trackers heard of at least once.
             */
            trackers_heard: number;
            /**
             * Format: int64
             * @description Vehicles.
             */
            vehicles: number;
        };
        /** @description A new user. */
        Created: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
        };
        /** @description The own company, as far as its work needs it. */
        Crew: {
            /**
             * Format: uuid
             * @description Which of its agents the caller is.
             */
            agent_id?: string | null;
            /** @description Its people, at most 200. */
            agents: components["schemas"]["CrewMember"][];
            /**
             * Format: int32
             * @description Agents who have to be named on an order, and to be on site, before a car is taken.
             */
            min_agents: number;
            /**
             * Format: int32
             * @description Photos that the report of a recovery needs.
             */
            min_photos: number;
            /** @description The lender's zone (IANA): in which its days are reckoned. */
            time_zone: string;
            /** @description Its name. */
            vendor: string;
            /**
             * Format: uuid
             * @description The company.
             */
            vendor_id: string;
            /** @description Yards that are approved and open, at most 200. */
            yards: components["schemas"]["CrewYard"][];
        };
        /** @description Whom the vendor sends. */
        CrewBody: {
            /** @description Agents who will do it. */
            agents: string[];
        };
        /** @description A person of the own company. */
        CrewMember: {
            /** @description What keeps the person from going out; empty: nothing. */
            gaps: Record<string, never>[];
            /**
             * Format: uuid
             * @description The agent.
             */
            id: string;
            /** @description The name, as on the badge. */
            name?: string | null;
        };
        /** @description A yard that takes cars. */
        CrewYard: {
            /** @description Postal address. */
            address: string;
            /**
             * Format: uuid
             * @description The yard: the code at its gate carries this id.
             */
            id: string;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon: number;
            /** @description Its name. */
            name: string;
            /** @description When it receives cars, in words. */
            opening_hours: string;
        };
        /** @description Who has the car, and had it. */
        CustodyView: {
            /** @description Who has it now. */
            custodian: Record<string, never>;
            /** @description Every hand-over, oldest first. */
            hand_overs: Record<string, never>[];
            /** @description What keeping it in yards has cost until now, one line a stay. */
            storage: Record<string, never>[];
        };
        /**
         * @description By which datum the tiles are drawn. Positions are stored in WGS-84; a client shifts them where it draws.
         * @enum {string}
         */
        Datum: "WGS84" | "GCJ02" | "BD09";
        /** @description What a car did on one day of its lender. */
        Day: {
            /**
             * Format: date
             * @description The day, in the lender's zone.
             */
            day: string;
            /**
             * Format: int64
             * @description Satellite fixes of the tracker that had most of them that day; the rest is by that one too.
             */
            fixes: number;
            /**
             * Format: double
             * @description Kilometres driven; null without a purpose.
             */
            km?: number | null;
            /**
             * Format: int64
             * @description Seconds in motion; null without a purpose.
             */
            moving_s?: number | null;
            /**
             * Format: int64
             * @description Trips; null without a purpose. A stop of five minutes ends one.
             */
            trips?: number | null;
        };
        /** @description A day of the table. */
        DayLine: {
            /**
             * Format: date
             * @description Which.
             */
            date: string;
            /** @description `holiday`, or `working` for a weekend day that is worked. */
            kind: string;
        };
        /** @description Days of a car. */
        DayList: {
            /** @description The days that have fixes, oldest first. */
            items: components["schemas"]["Day"][];
            /** @description How exactly they are shown: coarse, only the number of fixes. */
            precision: components["schemas"]["Precision"];
            /** @description The zone whose days they are. */
            time_zone: string;
        };
        /** @description Where the debtor lives. */
        DebtorPlace: {
            /** @description `cn`, `tw`, `us`, `uk` or `other`. */
            jurisdiction: string;
            /** @description State or province, ISO 3166-2, e.g. `US-MA`. */
            region?: string | null;
            /** @description IANA name of their time zone; default: the lender's. */
            zone?: string | null;
        };
        /** @description What the gate said to an action, and what became of it. */
        DecisionRow: {
            /** @description As the gate names it: `authorise`, `dispatch`, `take`, ... */
            action: string;
            /**
             * Format: date-time
             * @description When, engine time.
             */
            at: string;
            /** @description Who asked. */
            by: string;
            /**
             * Format: uuid
             * @description Of which case; null: of a car.
             */
            case_id?: string | null;
            /** @description `{"action": {...}, "decision": {...}}`: every rule that had something to say, places, packs, local time. */
            detail: Record<string, never>;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `allow`, `needs_approval` or `deny`. */
            outcome: string;
            /** @description The rule that refused it, of the law or of a machine; null: it was done. */
            refused_by?: string | null;
            /**
             * @description What was asked for: `request_authorisation`, `approve`, `offer`, `accept`, `on_hook`, `check_in`, ...; of a car
             *     `position`, `track`, `recovery_link`, `track_export`, `request_cut`, `approve_cut`.
             */
            step: string;
            /**
             * Format: uuid
             * @description About which order, lot, notice or command.
             */
            subject_id?: string | null;
            /**
             * Format: uuid
             * @description Of which car, where no case is asked for.
             */
            vehicle_id?: string | null;
        };
        /** @description A place the borrower declared. */
        DeclaredPlace: {
            /** @description `home` or `work`. */
            kind: string;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon: number;
        };
        /** @description A delivery with its attempts. */
        DeliveryDetail: components["schemas"]["DeliveryView"] & {
            /** @description Newest first, 200 at most. */
            attempts_made: components["schemas"]["AttemptView"][];
        };
        /** @description A delivery as people read it. */
        DeliveryView: {
            /**
             * Format: date-time
             * @description When the recipient acknowledged it.
             */
            acknowledged_at?: string | null;
            /**
             * Format: int32
             * @description Attempts so far.
             */
            attempts: number;
            /** @description `email`, `webhook` or `http_gateway`. */
            channel: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Not before then: of what waits, or is to be tried again.
             */
            due_at?: string | null;
            /**
             * Format: uuid
             * @description Which endpoint.
             */
            endpoint_id?: string | null;
            /**
             * Format: uuid
             * @description Which.
             */
            entity_id: string;
            /** @description What it happened to. */
            entity_kind: string;
            /**
             * Format: int64
             * @description The event's number; absent for a test message.
             */
            event?: number | null;
            /** @description What happened, e.g. `case.flagged`. */
            event_type: string;
            /**
             * @description What went wrong last: `connection`, `timeout`, `refused`, `refused_for_good`, `address_not_allowed`, `unusable`
             *     or `abandoned`.
             */
            failure?: string | null;
            /** @description The same in words. */
            failure_detail?: string | null;
            /**
             * Format: date-time
             * @description When it happened.
             */
            happened_at: string;
            /**
             * Format: uuid
             * @description Its id: also the `webhook-id`, at every attempt.
             */
            id: string;
            /**
             * Format: int32
             * @description 0: the rule's first step; from 1 on its escalations.
             */
            level: number;
            /** @description `user:<id>`, `vendor:<id>`, `address:<masked>` or `endpoint`. */
            recipient: string;
            /**
             * Format: uuid
             * @description By which rule; absent for a test message.
             */
            rule_id?: string | null;
            /** @description `info`, `warn`, `high` or `critical`. */
            severity: string;
            /** @description `pending`, `sending`, `delivered`, `failed`, `dead`, `suppressed` or `cancelled`. */
            state: string;
            /** @description One line; absent for a caller who sees no plates. */
            subject?: string | null;
            /** @description Why nothing was sent: `no_address`, `recipient_gone`, `endpoint_gone` or `not_configured`. */
            suppressed_because?: string | null;
            /** @description The message; absent for a caller who sees no plates. */
            text?: string | null;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: int32
             * @description The ETag of the delivery.
             */
            version: number;
        };
        /** @description What the debtor is asked for. */
        DemandBody: {
            /**
             * Format: int64
             * @description Minor units of the loan's currency; default: all that the books hold as deficiency.
             */
            amount_minor?: number | null;
            /** @description How they are asked: by which letter, to which address. */
            note: string;
        };
        /** @description A site that was discovered. */
        Discovered: {
            /**
             * Format: double
             * @description How sure it is, 0 to 1.
             */
            confidence: number;
            /** @description Why. */
            evidence: Record<string, never>[];
            /**
             * Format: date-time
             * @description When the evidence was complete, engine time.
             */
            found_at: string;
            /** @description Around what ended there, as a GeoJSON polygon. */
            geometry: Record<string, never>;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: double
             * @description Latitude of the centre, degrees.
             */
            lat: number;
            /**
             * Format: double
             * @description Longitude of the centre, degrees.
             */
            lon: number;
            /**
             * Format: date-time
             * @description Last change, engine time.
             */
            updated_at: string;
            /** @description The lender's vehicles that ended there, in order of their ends. */
            vehicles: string[];
        };
        /** @description It is none. */
        Dismissal: {
            /** @description What it is instead. */
            reason: string;
        };
        /** @description That a task was done. */
        DoneBody: {
            /**
             * Format: uuid
             * @description The payment by which the money moved; each once.
             */
            payment?: string | null;
            /** @description What was done, in words. */
            reason: string;
        };
        /** @description A notice to draft. */
        DraftBody: {
            /**
             * @description `default_notice`, `right_to_cure`, `repossession`, `outsourcing`, `sale`, `public_sale`, `engine_cut`, `explanation` or
             *     `personal_property`.
             */
            kind: string;
        };
        /** @description The end of an installation. */
        EndBody: {
            /** @description Why. */
            reason: string;
            removed_at?: components["schemas"]["Timestamp"] | null;
        };
        /** @description An endpoint. */
        EndpointBody: {
            /**
             * @description `{"kind": "webhook", "url": "https://…"}`, or `{"kind": "http_gateway", "gateway": {"url", "method", "headers",
             *     "body", "accept", "dingtalk_secret"}}`. `body` is `{"type": "json", "template": …}`, `{"type": "form", "fields":
             *     [[name, value]]}` or `{"type": "empty"}`, with places as `{{text}}` in it: `to`, `subject`, `text`, `severity`,
             *     `event`, `id`, `reference`, `at`, `timestamp`, `sign`. `accept` is `{"status_from", "status_to", "pointer",
             *     "equals"}`.
             */
            form: Record<string, never>;
            /** @description Unique. */
            name: string;
            /** @description For the platform's own rules; only operators of the platform may make one. */
            platform?: boolean;
        };
        /** @description An endpoint as people read it. */
        EndpointView: {
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `webhook` or `http_gateway`. */
            kind: string;
            /**
             * Format: uuid
             * @description Whose; absent for the platform's own.
             */
            lender_id?: string | null;
            /** @description Unique. */
            name: string;
            /** @description The address without its query, names of headers, how many secrets sign: never a secret. */
            shown: Record<string, never>;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: int32
             * @description The ETag of the endpoint.
             */
            version: number;
        };
        /** @description Something that happened. */
        Event: {
            /** @description What happened. */
            action: string;
            /** @description Who: `user:<id>`, `key:<id>`, `system:<task>`. */
            actor: string;
            /**
             * Format: date-time
             * @description When (wall time).
             */
            at: string;
            /** @description Details. */
            data: unknown;
            /**
             * Format: uuid
             * @description Which.
             */
            entity_id: string;
            /** @description What it happened to: `alert`, `case`, `vehicle`, `user`, ... */
            entity_kind: string;
            /** @description Why, in the actor's words. */
            reason?: string | null;
            /**
             * Format: int64
             * @description Number in the order of entry.
             */
            seq: number;
        };
        /** @description The answer to a vendor that asked for more time. */
        ExtensionAnswer: {
            /** @description Given. */
            granted: boolean;
        };
        /** @description More time. */
        ExtensionBody: {
            /** @description Why. */
            reason: string;
            /**
             * Format: date
             * @description Until which day.
             */
            until: string;
        };
        /** @description Why it could not be done. */
        FailBody: {
            /**
             * @description `not_found`, `breach_of_peace`, `locked_premises`, `not_released`, `borrower_paid`, `not_movable`, `unsafe` or
             *     `unable_to_perform`.
             */
            because: string;
            /** @description In words. */
            reason: string;
        };
        /** @description A fence: a circle (`lat`, `lon`, `radius_m`) or a GeoJSON polygon (`geometry`). */
        FenceBody: components["schemas"]["Area"] & {
            /** @description Its name. */
            name: string;
            /** @description `keep_in`: the vehicles must stay inside. `keep_out`: they must not enter. */
            rule: string;
        };
        /** @description A fence with the vehicles that it watches. */
        FenceDetail: components["schemas"]["FenceView"] & {
            /** @description The vehicles, at most 5000. */
            vehicles: string[];
        };
        /** @description Whom a fence watches. */
        FenceVehicles: {
            /** @description The vehicles, at most 5000; those that are left out are watched by it no more. */
            vehicles: string[];
        };
        /** @description A fence. */
        FenceView: {
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description The shape as a GeoJSON polygon. */
            geometry: Record<string, never>;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Its name. */
            name: string;
            /** @description `keep_in` or `keep_out`. */
            rule: string;
            /** @description Exact shape: a circle, or a ring of corners (1e-7 degree). */
            shape: Record<string, never>;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description How many vehicles it watches.
             */
            vehicle_count: number;
            /**
             * Format: int32
             * @description Rises with each change, also of its vehicles.
             */
            version: number;
        };
        /** @description A page of files. */
        FilePage: {
            /** @description Newest first. */
            items: components["schemas"]["FileView"][];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
            precision?: components["schemas"]["Precision"] | null;
        };
        /** @description A photo, sound or video. */
        FileView: {
            /**
             * Format: int32
             * @description Camera or microphone.
             */
            channel: number;
            /**
             * Format: int64
             * @description The device's own number of it.
             */
            device_number: number;
            /**
             * Format: date-time
             * @description When it was made, by the device; null where the device said nothing.
             */
            device_time?: string | null;
            /**
             * Format: int32
             * @description Why it was made, as the device's protocol numbers it (JT/T 808: 0 asked for, 1 timed, 2 robbery alarm,
             *     3 collision or rollover).
             */
            event: number;
            /** @description `jpeg`, `tiff`, `mp3`, `wav`, `wmv`, `amr`, `mp4` or `other`. */
            format: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `image`, `sound`, `video` or `other`. */
            kind: string;
            /**
             * Format: double
             * @description Degrees north, where the device said it.
             */
            lat?: number | null;
            /**
             * Format: double
             * @description Degrees east, where the device said it.
             */
            lon?: number | null;
            /**
             * Format: date-time
             * @description When it was received.
             */
            received_at: string;
            /** @description SHA-256 of its bytes, hex. */
            sha256: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size_bytes: number;
            /**
             * Format: uuid
             * @description Who sent it.
             */
            tracker_id: string;
            /**
             * Format: uuid
             * @description The vehicle in which the tracker was; null: in none that was known when it came.
             */
            vehicle_id?: string | null;
        };
        /** @description What one version would have fired. */
        FiredCount: {
            /**
             * Format: int64
             * @description Rises to the threshold.
             */
            rises: number;
            /**
             * Format: int32
             * @description Points from which it fires.
             */
            threshold: number;
            /**
             * Format: int64
             * @description Vehicles with at least one.
             */
            vehicles: number;
        };
        /** @description Rises of a day. */
        FiredDay: {
            /**
             * Format: date
             * @description Which, in the lender's zone.
             */
            day: string;
            /**
             * Format: int64
             * @description By the parameters in force.
             */
            now: number;
            /**
             * Format: int64
             * @description By the proposed ones.
             */
            proposed: number;
        };
        /** @description The first admin. */
        FirstAdmin: {
            /** @description Their name; default: the address. */
            display_name?: string | null;
            /** @description Their address. */
            email: string;
            /** @description At least 12 characters. */
            password: string;
            /** @description Of the one-time link. */
            token: string;
        };
        /** @description A person puts a loan before recovery. */
        FlagBody: {
            /**
             * Format: uuid
             * @description Or the loan.
             */
            loan_id?: string | null;
            /** @description Why. */
            reason: string;
            /**
             * Format: uuid
             * @description The vehicle, where it has exactly one live loan.
             */
            vehicle_id?: string | null;
        };
        /** @description A rule that flagged the loan. */
        FlagReason: {
            /** @description The alerts it rests on. */
            evidence: string[];
            /**
             * @description `dpd_60`, `dpd_1_critical_removal`, `dpd_1_critical_site_visit`, `dpd_1_critical_removal_risk`,
             *     `dpd_1_critical_life_pattern`, `dpd_1_critical_out_of_area`, `first_payment_default` or `manual`.
             */
            rule: string;
            /** @description What held, for a person. */
            text: string;
        };
        /** @description What a map shows. */
        FleetMap: {
            /** @description Where more than 4 000 are in view: how many are in each cell. Otherwise empty. */
            cells: components["schemas"]["MapCell"][];
            /** @description How many of them are in the box. */
            in_view: number;
            /**
             * Format: date-time
             * @description As of when; ages count from then.
             */
            now: string;
            /** @description The vehicles in view, otherwise; columns of equal length. */
            points: components["schemas"]["MapPoints"];
            /**
             * Format: int32
             * @description The H3 resolution of `cells`; null where vehicles are shown one by one.
             */
            resolution?: number | null;
            /** @description Vehicles that the filters choose, wherever they are, or nowhere yet. */
            total: number;
        };
        /** @description Where a vehicle will be. */
        ForecastView: {
            /**
             * Format: date-time
             * @description As of when.
             */
            asof: string;
            /**
             * Format: double
             * @description How likely it is at none of them, 0 to 1.
             */
            elsewhere: number;
            /** @description Places, best first. */
            items: components["schemas"]["LikelyPlace"][];
            /** @description How much each model counted. */
            models: components["schemas"]["ModelWeight"][];
            /** @description How exactly it is shown. */
            precision: components["schemas"]["Precision"];
            /** @description Earlier windows that it rests on. */
            windows: number;
        };
        /** @description A frame as it was kept. */
        FrameView: {
            /**
             * Format: date-time
             * @description When (wall time).
             */
            at: string;
            /** @description `in`: from the device; `out`: from us. */
            direction: string;
            /** @description What went over the wire: one frame, or several that came together. */
            hex: string;
            /** @description The device's address. */
            peer: string;
            /** @description `tcp`, `udp` or `mqtt`. */
            transport: string;
        };
        /** @description What became of the features. */
        GeoJsonImport: components["schemas"]["ImportJob"] & {
            /**
             * Format: uuid
             * @description The job that holds past stays against them; null where nothing changed.
             */
            review_id?: string | null;
        };
        /** @description An order that the contractor no longer has. */
        Gone: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description How it ended. */
            state: string;
        };
        /**
         * @description What became of the things found in a car.
         * @enum {string}
         */
        Handling: "returned" | "stored" | "disposed";
        /** @description A hand-over. */
        HandOverBody: {
            at?: components["schemas"]["Timestamp"] | null;
            /** @description Photos and signatures of both parties: ids of evidence of this case. */
            evidence: string[];
            /**
             * @description Who had the car: `{"custodian": "borrower"}`, `{"custodian": "agent", "vendor", "agent"}`,
             *     `{"custodian": "tow_truck", "vendor"}`, `{"custodian": "yard", "yard"}`, `{"custodian": "carrier", "vendor"}`,
             *     `{"custodian": "auction", "vendor"}`, `{"custodian": "buyer", "buyer"}`.
             */
            from: Record<string, never>;
            /**
             * Format: double
             * @description Where: degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Where: degrees east.
             */
            lon: number;
            /**
             * Format: int32
             * @description Odometer, km.
             */
            odometer_km?: number | null;
            /** @description Who has it now. */
            to: Record<string, never>;
        };
        /** @description A new hold. */
        HoldBody: {
            /** @description e.g. `dispute_or_fraud`, `bankruptcy_stay`, `complaint`, `lender_review`. */
            kind: string;
            /** @description Why. */
            reason: string;
        };
        /** @description What a hold came from. */
        HoldCause: {
            /** @description `placed`, `payment` or `promise`. */
            cause: string;
            /**
             * Format: uuid
             * @description Which payment or promise.
             */
            id?: string | null;
        };
        /** @description How far a hold is. */
        HoldPhase: {
            /**
             * Format: date-time
             * @description When it was released.
             */
            at?: string | null;
            by?: components["schemas"]["Actor"] | null;
            /** @description `pending` and `active` block; `released` is over. */
            phase: string;
            /** @description Why. */
            reason?: string | null;
        };
        /** @description The holidays of a place. */
        Holidays: {
            /** @description Days that do not follow the week, in order. */
            days: components["schemas"]["DayLine"][];
            /** @description `cn`, `tw`, `us`, `uk` or `other`. */
            jurisdiction: string;
        };
        /** @description The car is on the hook. */
        HookBody: {
            /**
             * Format: uuid
             * @description Which agent; default: the caller.
             */
            agent_id?: string | null;
            /** @description Photos of the car where it stood: ids of evidence of this order. */
            evidence: string[];
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon: number;
        };
        /** @description An import that was done, or tried. */
        ImportJob: {
            /**
             * Format: date-time
             * @description When.
             */
            created_at: string;
            /** @description By whom. */
            created_by: string;
            /** @description Nothing was stored. */
            dry_run: boolean;
            /** @description The first 1000 refusals: row, field, problem, fix. */
            errors: unknown;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description What was imported. */
            kind: string;
            /**
             * Format: int32
             * @description Rows refused.
             */
            rows_bad: number;
            /**
             * Format: int32
             * @description Rows taken (or, in a dry run, that would be).
             */
            rows_ok: number;
            /**
             * Format: int32
             * @description Rows read.
             */
            rows_total: number;
        };
        /** @description A tracker goes into a vehicle. */
        InstallationBody: {
            installed_at?: components["schemas"]["Timestamp"] | null;
            /** @description Who did it. */
            installer?: string | null;
            /** @description Where in the car. */
            mount?: string | null;
            removed_at?: components["schemas"]["Timestamp"] | null;
            /**
             * Format: uuid
             * @description Which tracker.
             */
            tracker_id: string;
            /**
             * Format: uuid
             * @description Into which vehicle.
             */
            vehicle_id: string;
        };
        /** @description A tracker is or was in a vehicle. */
        InstallationView: {
            /** @description Its device id. */
            device_id: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: date-time
             * @description From (inclusive).
             */
            installed_at: string;
            /** @description Who did it. */
            installer?: string | null;
            /** @description Where in the car. */
            mount?: string | null;
            /**
             * Format: date-time
             * @description Until (exclusive); null is "still".
             */
            removed_at?: string | null;
            /**
             * Format: uuid
             * @description Which tracker.
             */
            tracker_id: string;
            /**
             * Format: uuid
             * @description In which vehicle.
             */
            vehicle_id: string;
        };
        /** @description What intake has. */
        IntakeBody: {
            /**
             * @description All that is there: `loan_contract`, `payment_history`, `borrower_details`, `credit_assessment`, `vehicle_details`,
             *     `lien_registration`, `valuation`, `keys`.
             */
            items: string[];
        };
        /** @description A new invoice. */
        InvoiceBody: {
            /** @description ISO 4217. */
            currency: string;
            /** @description 1 to 500 lines. */
            lines: components["schemas"]["LineBody"][];
            /** @description The company's own number, 1 to 64 characters; each once. */
            number: string;
            /** @description Hand it in at once; default: it stays a draft. */
            submit?: boolean;
        };
        /** @description An invoice with what may be done with it. */
        InvoiceDetail: components["schemas"]["InvoiceView"] & {
            /** @description What the caller may do, and what keeps them from the rest. */
            actions: components["schemas"]["InvoiceStep"][];
        };
        /** @description What may be done with an invoice now. */
        InvoiceStep: {
            /** @description e.g. `approve`. */
            action: string;
            /** @description What keeps the caller from it; null: nothing. */
            refusal?: Record<string, never> | null;
        };
        /** @description An invoice. */
        InvoiceView: {
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description ISO 4217. */
            currency: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Lines, what matching found of each, who approved, by which payment it was paid. */
            invoice: Record<string, never>;
            /** @description The contractor's number. */
            number: string;
            /**
             * Format: int64
             * @description What is paid if it is approved, or was; null before it was matched.
             */
            payable_minor?: number | null;
            /** @description `draft`, `submitted`, `matched`, `disputed`, `approved`, `paid`, `rejected`, `charged_back`. */
            state: string;
            /**
             * Format: int64
             * @description What it asks for, minor units.
             */
            total_minor: number;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: uuid
             * @description Whose.
             */
            vendor_id: string;
            /**
             * Format: int64
             * @description The ETag.
             */
            version: number;
        };
        /** @description A notice as it goes out. */
        IssueBody: {
            /**
             * @description The fields of its text that are not on file: `breach`, `remedy_by`, `lender_address`, `lender_phone`, ... What is on
             *     file (lender, debtor, contract, vehicle, date, overdue amount) may be given, too.
             */
            fields?: Record<string, never>;
            /** @description `en` or `zh`. */
            language: string;
            /**
             * @description How it goes out: `registered_post`, `post`, `in_person`, `email`, `officer`, `publication` or `electronic`; default: the
             *     first way that the law allows.
             */
            method?: string | null;
        };
        /** @description One thing of many. */
        Item: {
            /**
             * Format: uuid
             * @description Which hold, to release one.
             */
            hold_id?: string | null;
            /**
             * Format: uuid
             * @description Which.
             */
            id: string;
            /**
             * Format: int32
             * @description The version that the caller saw, as `If-Match` of the single route; cases need it.
             */
            version?: number | null;
        };
        /** @description A job. */
        Job: {
            /**
             * Format: int32
             * @description Rows that were refused.
             */
            bad?: number | null;
            /** @description Somebody asked for its end. */
            cancelling: boolean;
            /**
             * Format: date-time
             * @description When.
             */
            created_at: string;
            /** @description Who asked for it. */
            created_by: string;
            /** @description Their name; null for programs, and for people of the platform. */
            created_by_name?: string | null;
            /**
             * Format: int64
             * @description Rows dealt with.
             */
            done: number;
            /**
             * Format: date-time
             * @description Over.
             */
            finished_at?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: uuid
             * @description The import that came of it: see `GET /imports/{import}`.
             */
            import_id?: string | null;
            /** @description What sort of work: `import`, `risk_preview` or `site_review`. */
            kind: string;
            /** @description Why it failed: a problem document. */
            problem?: Record<string, never> | null;
            /**
             * Format: double
             * @description Rows a second since it began; null before.
             */
            rate?: number | null;
            /**
             * Format: date-time
             * @description Begun.
             */
            started_at?: string | null;
            /**
             * @description `queued`, `running`, `done`, `failed`, `cancelled`, or `interrupted`: the process that worked on it has ended. Work
             *     that is not done has stored nothing; the same can be asked for again.
             */
            state: string;
            /** @description On what, e.g. `vehicles`. */
            subject: string;
            /**
             * Format: int64
             * @description Rows there are, as far as lines tell.
             */
            total: number;
            /**
             * Format: date-time
             * @description Last heard of.
             */
            updated_at: string;
        };
        /** @description A new key. */
        KeyBody: {
            expires_at?: components["schemas"]["Timestamp"] | null;
            /** @description What it is for. */
            name: string;
            /** @description Sees every lender; only operators of the platform may make one. */
            platform?: boolean;
            /** @description `*`, `read`, `write`, or `<resource>:<action>`, e.g. `alerts:read`. */
            scopes: string[];
        };
        /** @description A figure. */
        KpiFigure: {
            /** @description ISO 4217, for those that are amounts. */
            currency?: string | null;
            /**
             * Format: int64
             * @description The sum below it; of times, how many there are.
             */
            denominator?: number | null;
            /** @description Which, e.g. `recovery_rate_units`. */
            kpi: string;
            /** @description Why there is no figure. */
            missing?: string | null;
            /**
             * Format: int64
             * @description The sum above the line.
             */
            numerator?: number | null;
            /**
             * Format: double
             * @description Of times, the 90th percentile.
             */
            p90?: number | null;
            /** @description `basis_points`, `days`, `minor_units`, `per_hundred`, `count`. */
            unit: string;
            /**
             * Format: double
             * @description The figure; of times the median. Null: see `missing`.
             */
            value?: number | null;
        };
        /** @description The figures of one group. */
        KpiGroup: {
            /** @description Lender or vendor id, branch, bucket, month; null: everything, or what belongs to none. */
            group?: string | null;
            /** @description Every KPI in the order of the definitions; one that is an amount once for each currency. */
            kpis: components["schemas"]["KpiFigure"][];
            /** @description What people call it, where it is an id. */
            name?: string | null;
        };
        /** @description The KPI sheet of a period. */
        KpiSheet: {
            /**
             * Format: date-time
             * @description What came of things counts until then, engine time.
             */
            as_of: string;
            /** @description How it is split. */
            by: string;
            /** @description What each figure is: `{"kpi", "unit", "by_currency", "numerator", "denominator", "period"}`. */
            definitions: Record<string, never>[];
            /**
             * Format: date-time
             * @description From (inclusive).
             */
            from: string;
            /** @description The figures, group by group. */
            groups: components["schemas"]["KpiGroup"][];
            /**
             * Format: date-time
             * @description Until (exclusive).
             */
            to: string;
        };
        /** @description What a place is to be called. */
        LabelBody: {
            /** @description 1 to 80 characters; null: nothing any more. */
            label?: string | null;
            /** @description Why it is looked at, where neither an alert nor a case is open. */
            reason?: string | null;
        };
        /** @description What it is called now. */
        Labelled: {
            /** @description Its name. */
            label?: string | null;
            /**
             * Format: int32
             * @description The place.
             */
            rank: number;
        };
        /** @description Where a tracker of the vehicle was last. */
        LastPosition: {
            /**
             * Format: date-time
             * @description When it was there, by the device; null where it never had a location.
             */
            at?: string | null;
            /**
             * Format: int32
             * @description Internal battery, percent.
             */
            battery_pct?: number | null;
            /** @description A connection is open. */
            connected: boolean;
            /**
             * Format: int32
             * @description Degrees; only precise.
             */
            course?: number | null;
            /** @description IMEI or terminal id. */
            device_id: string;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat?: number | null;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon?: number | null;
            /**
             * Format: int32
             * @description External voltage, mV.
             */
            power_mv?: number | null;
            /**
             * Format: date-time
             * @description Last sign of life.
             */
            received_at: string;
            /** @description `wired`, `wireless` or `obd`. */
            role: string;
            /**
             * Format: double
             * @description km/h; only precise.
             */
            speed_kph?: number | null;
            /**
             * Format: uuid
             * @description Which tracker.
             */
            tracker_id: string;
        };
        /** @description Where an order was taken to lead. */
        LeadsTo: {
            /**
             * @description `order`: the order names the place. `forecast`: the places where the car spends the night, each as likely as it
             *     is. `last_position`: where it was last. `unknown`: travel and areas do not count.
             */
            basis: string;
            /**
             * Format: date-time
             * @description The night of the forecast begins; or when the car was last seen, by the device.
             */
            from?: string | null;
            /**
             * Format: double
             * @description Degrees north of the place, of a forecast the best; null to those who may not see places.
             */
            lat?: number | null;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon?: number | null;
            /**
             * Format: double
             * @description How likely the car is there, 0 to 1; of a forecast.
             */
            p?: number | null;
            /** @description Places of the forecast that were weighed. */
            places?: number | null;
            precision?: components["schemas"]["Precision"] | null;
            /**
             * Format: date-time
             * @description The night ends.
             */
            to?: string | null;
        };
        /** @description A lender. */
        Lender: {
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description ISO 4217. */
            currency: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Whose law applies, e.g. `CN`. */
            jurisdiction: string;
            /** @description Unique. */
            name: string;
            /** @description Its settings; absent keys have their defaults. */
            policy: unknown;
            /** @description IANA name; the day boundary of its business dates. */
            time_zone: string;
        };
        /** @description A new lender. */
        LenderBody: {
            /** @description ISO 4217; default `CNY`. */
            currency?: string | null;
            /** @description Whose law applies: `CN` (default), `TW`, `US`, `UK` or another. */
            jurisdiction?: string | null;
            /** @description Unique. */
            name: string;
            /**
             * @description Settings: `buckets`, `flags`, `cases`, `commands`, `compliance`, `service_levels` (`accept_within_h`,
             *     `arrive_within_days`, `award_within_days`) and others; absent keys have their defaults.
             */
            policy?: Record<string, never> | null;
            /** @description IANA name; default `Asia/Shanghai`. */
            time_zone?: string | null;
        };
        /** @description What changes. */
        LenderPatch: {
            /** @description Whose law applies. */
            jurisdiction?: string | null;
            /** @description Replaces all settings. */
            policy?: Record<string, never> | null;
            /** @description IANA name. */
            time_zone?: string | null;
        };
        /** @description Whether a letter holds. */
        LetterState: {
            /** @description It holds now. */
            holds: boolean;
            /**
             * Format: uuid
             * @description The letter.
             */
            letter: string;
            /**
             * Format: date-time
             * @description It became void before.
             */
            revoked_at?: string | null;
            /**
             * Format: date-time
             * @description From when.
             */
            valid_from: string;
            /**
             * Format: date-time
             * @description Until when.
             */
            valid_to: string;
        };
        /** @description A place where the vehicle may be. */
        LikelyPlace: {
            /**
             * Format: int64
             * @description Time spent there in the last 180 days, seconds.
             */
            dwell_s: number;
            /**
             * Format: date-time
             * @description When it usually comes there within the window.
             */
            from: string;
            /**
             * Format: date-time
             * @description Last time there.
             */
            last_seen: string;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon: number;
            /**
             * Format: double
             * @description How likely it is there for the longest part of the window, 0 to 1.
             */
            p: number;
            /**
             * Format: date-time
             * @description When it usually leaves within the window.
             */
            to: string;
            /**
             * Format: int32
             * @description Stays there in the last 180 days.
             */
            visits: number;
        };
        /** @description What is asked for one order. */
        LineBody: {
            /**
             * Format: int64
             * @description Minor units of the invoice's currency, above zero.
             */
            amount_minor: number;
            /**
             * Format: uuid
             * @description One of the own orders; each once.
             */
            order_id: string;
            /** @description In words. */
            text?: string | null;
        };
        /** @description Other lines. */
        LinesBody: {
            /** @description 1 to 500 lines: they take the place of all that were there. */
            lines: components["schemas"]["LineBody"][];
        };
        /** @description The ids of what is there now, in the order of the request. */
        Loaded: {
            /**
             * Format: uuid
             * @description The record of this import.
             */
            id: string;
            /**
             * Format: uuid
             * @description Whose.
             */
            lender_id: string;
            /** @description Sites. */
            sites: components["schemas"]["LoadedAsset"][];
            /** @description Vehicles. */
            vehicles: components["schemas"]["LoadedAsset"][];
        };
        /** @description An id of ours for an id of theirs. */
        LoadedAsset: {
            /** @description Theirs. */
            external_id: string;
            /**
             * Format: uuid
             * @description Ours.
             */
            id: string;
        };
        /** @description A new loan. Amounts are minor units of its currency. */
        LoanBody: {
            balance_as_of?: components["schemas"]["Timestamp"] | null;
            /**
             * Format: uuid
             * @description Who owes.
             */
            borrower_id?: string | null;
            /** @description At which of the lender's branches it is kept, as the lender names them; reports are split by it. */
            branch?: string | null;
            /** @description The join key to the lender's core system. */
            contract_number: string;
            /** @description ISO 4217; default: the lender's. */
            currency?: string | null;
            /**
             * Format: date
             * @description When the money was paid out.
             */
            funded_on: string;
            /**
             * @description `{"plan": "regular", "principal_minor", "annual_rate_ppm", "instalments", "first_due", "frequency", "method"}` or
             *     `{"plan": "irregular", "instalments": [{"due", "principal_minor", "interest_minor"}]}`.
             */
            plan: Record<string, never>;
            /** @description `loan`, `finance_lease` or `hire_purchase`. */
            product: string;
            /** @description `performing` (default), `overdue`, `in_recovery`, `settled` or `charged_off`. */
            status?: string | null;
            /**
             * Format: uuid
             * @description On which car.
             */
            vehicle_id: string;
        };
        /** @description What rules ask of a contract and its debtor. What is left out is not recorded, and denies where a rule needs it. */
        LoanFile: {
            /** @default null */
            car: components["schemas"]["CarPlace"] | null;
            /**
             * @description The debtor is a consumer.
             * @default null
             */
            consumer: boolean | null;
            /** @default null */
            debtor: components["schemas"]["DebtorPlace"] | null;
            /**
             * Format: int64
             * @description Paid when the contract was made, minor units; 0 where nothing was. The share of the price that is paid follows
             *     from it, the schedule and the payments.
             * @default null
             */
            deposit_minor: number | null;
            /**
             * @description There is a written agreement on the device that can cut the engine, apart from the contract.
             * @default null
             */
            device_agreement: boolean | null;
            /**
             * Format: int32
             * @description Hours for which the debtor can restart a cut engine in an emergency.
             * @default null
             */
            emergency_restart_h: number | null;
            /**
             * Format: date
             * @description The debtor asked for erasure of their data on this day.
             * @default null
             */
            erasure_asked_on: string | null;
            /**
             * @description The lien is registered.
             * @default null
             */
            lien_registered: boolean | null;
            /**
             * Format: date
             * @description The day they moved to where they live now, if that was after the contract.
             * @default null
             */
            moved_in_on: string | null;
            /**
             * @description Consents and assessments on file: `separate_consent`, `necessity_notice`, `impact_assessment`,
             *     `processor_contract`, `third_party_consent`.
             * @default null
             */
            privacy: string[] | null;
            /**
             * @description The contract has a clause that lets the lender sell by itself.
             * @default null
             */
            self_sale_clause: boolean | null;
            /**
             * @description The lease or contract has been terminated for default.
             * @default null
             */
            terminated: boolean | null;
            /**
             * @description The debtor ended the contract and gave the car back (UK).
             * @default null
             */
            voluntarily_terminated: boolean | null;
        };
        /** @description A loan as people read it. */
        LoanView: {
            /**
             * Format: date
             * @description As of which date of the lender.
             */
            arrears_as_of?: string | null;
            /**
             * Format: date-time
             * @description When the lender's books last said so.
             */
            balance_as_of: string;
            /**
             * Format: uuid
             * @description Who owes.
             */
            borrower_id?: string | null;
            /** @description At which of the lender's branches it is kept. */
            branch?: string | null;
            /** @description `current`, `m1` to `m6` or `m6_plus`. */
            bucket: string;
            /** @description The join key to the lender's core system. */
            contract_number: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description ISO 4217; all amounts are its minor units. */
            currency: string;
            /**
             * Format: int32
             * @description Days past due.
             */
            dpd: number;
            /**
             * Format: date
             * @description When the money was paid out.
             */
            funded_on?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: int64
             * @description What of the whole schedule is unpaid.
             */
            outstanding_minor: number;
            /**
             * Format: int32
             * @description Instalments past due and not fully paid.
             */
            overdue_instalments: number;
            /**
             * Format: int64
             * @description What of them is unpaid.
             */
            overdue_minor: number;
            /** @description Regular terms, or the instalments. */
            plan: Record<string, never>;
            /**
             * Format: int64
             * @description Lent.
             */
            principal_minor: number;
            /** @description `loan`, `finance_lease` or `hire_purchase`. */
            product: string;
            /** @description `performing`, `overdue`, `in_recovery`, `settled` or `charged_off`. */
            status: string;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: uuid
             * @description On which car.
             */
            vehicle_id: string;
            /**
             * Format: int32
             * @description Rises with each change.
             */
            version: number;
        };
        /** @description An attempt to log in. */
        LogIn: {
            /** @description Any case. */
            email: string;
            /** @description The password. */
            password: string;
        };
        /** @description A lot, as the seller sees it: sealed bids stay sealed until the close. */
        LotView: {
            /**
             * Format: uuid
             * @description Of which case.
             */
            case_id: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Terms, bids, deposits, award. */
            lot: Record<string, never>;
            /** @description `draft`, `listed`, `open`, `closed`, `awarded`, `paid`, `delivered`, `unsold`, ... */
            state: string;
            /**
             * Format: int64
             * @description The ETag.
             */
            version: number;
        };
        /** @description Vehicles in an H3 cell. */
        MapCell: {
            /** @description The cell, as H3 writes it. */
            cell: string;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description The cell's centre, degrees east.
             */
            lng: number;
            /**
             * Format: int32
             * @description How many.
             */
            n: number;
            /** @description The worst open alert of any of them. */
            worst_severity?: string | null;
        };
        /** @description Vehicles, a column for each of their features; the same place in every column is one vehicle. */
        MapPoints: {
            /** @description When they were there, by their devices. */
            at: string[];
            /** @description The H3 cells of what is shown: of resolution 9, or of resolution 6 where it is coarse. */
            cell: string[];
            /** @description `online` or `offline`. */
            connection: string[];
            /** @description Days past due of their loans. */
            dpd: (number | null)[];
            /** @description Seconds since then. */
            fix_age_s: number[];
            /** @description Degrees clockwise from north; only precise. */
            heading: (number | null)[];
            /** @description Degrees north, as shown. */
            lat: number[];
            /** @description Degrees east, as shown. */
            lng: number[];
            /** @description Makers and models. */
            model: (string | null)[];
            /** @description A case is open. */
            open_case: boolean[];
            /** @description Licence plates; masked for some roles. */
            plate: (string | null)[];
            /** @description How exactly they are shown: precisely while an alert or a case is open. */
            precision: components["schemas"]["Precision"][];
            /** @description Last signs of life. */
            received_at: (string | null)[];
            /** @description The worst open alerts: `info`, `warn`, `high` or `critical`. */
            severity: (string | null)[];
            /** @description km/h; only precise. */
            speed_kph: (number | null)[];
            /** @description The vehicles. */
            vehicle_id: string[];
        };
        /** @description The source of a lender. */
        MapSettings: {
            /** @description The origin that pages admit for it. A page that was loaded before it was set does not: load it again. */
            origin?: string | null;
            source?: components["schemas"]["MapSource"] | null;
        };
        /** @description Where tiles come from. */
        MapSource: {
            /** @description Who must be named on the map: text, 1 to 300 characters. */
            attribution: string;
            /** @description By which datum they are drawn; `WGS84` unless it says otherwise. */
            coord?: components["schemas"]["Datum"];
            /** @description What is behind the URL. */
            kind: components["schemas"]["SourceKind"];
            /**
             * Format: int32
             * @description Tiles beyond this zoom are enlarged; 1 to 22.
             */
            max_zoom: number;
            /** @description `https://…`, or a path of this site. */
            url: string;
        };
        /** @description Who fits an order. */
        Matches: {
            /** @description Where the order was taken to lead, from which travel is estimated. */
            leads_to: components["schemas"]["LeadsTo"];
            /** @description Who may have it, best first, with each term of the score; and who may not, with every reason. */
            ranking: Record<string, never>;
        };
        /** @description What a model of the forecast was worth. */
        ModelWeight: {
            /**
             * @description `often` (where it was most often in this window), `recent` (the same, lately and on such days), `from_here` (where
             *     it went from here), `last_time`, `stays_on` (the stay in progress goes on).
             */
            model: string;
            /**
             * Format: double
             * @description Its share, learned of this vehicle; they sum to 1.
             */
            weight: number;
        };
        /** @description An amount. */
        Money: {
            /** @description ISO 4217. */
            currency: string;
            /**
             * Format: int64
             * @description Minor units.
             */
            minor: number;
        };
        /** @description Which month. */
        MonthBody: {
            /** @description `2026-03`, by the lender's calendar. */
            month: string;
        };
        /** @description One month of one type. */
        MonthPrecision: components["schemas"]["VerdictShare"] & {
            /** @description In the lender's time zone, e.g. `2026-09`. */
            month: string;
        };
        /** @description Where the clock shall stand. */
        MoveClock: {
            /** @description The new time; not before the present one. */
            now: components["schemas"]["Timestamp"];
        };
        /** @description Where the clock stands after a move. */
        Moved: Record<string, never> & {
            /**
             * Format: date-time
             * @description The engine clock.
             */
            now: string;
        };
        /** @description Positions that have changed. */
        Moves: {
            /** @description More than 4 000 are in view: none is sent until there are fewer. `GET /map/vehicles` counts them. */
            crowded: boolean;
            /** @description Those that are in view no more. */
            gone: string[];
            /** @description How many are in view. */
            in_view: number;
            /**
             * Format: date-time
             * @description As of when; ages count from then.
             */
            now: string;
            /** @description The vehicles that are new in view, or of which something changed. */
            points: components["schemas"]["MapPoints"];
            /** @description These are all that are in view: forget what was sent before. */
            snapshot: boolean;
        };
        /** @description The nearest town. */
        NearestTown: {
            /** @description Which way from there the place lies: `n`, `ne`, `e`, `se`, `s`, `sw`, `w`, `nw`, or `here`. */
            direction: string;
            /**
             * Format: int64
             * @description How far its middle is, metres.
             */
            distance_m: number;
            /** @description Its name, in the language that was asked for where the list has it. */
            name: string;
        };
        /** @description A new key, with the key itself. */
        NewApiKey: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description The key. It is shown this once: null where the request is repeated. */
            key?: string | null;
            /** @description What it is for. */
            name: string;
            /** @description What it may do. */
            scopes: string[];
        };
        /** @description An endpoint, with a webhook's new secret. */
        NewEndpoint: components["schemas"]["EndpointView"] & {
            /** @description The secret that signs. It is shown this once: null where the request is repeated. */
            secret?: string | null;
        };
        /** @description A fence that is new, and whom it watches. */
        NewFenceBody: components["schemas"]["FenceBody"] & {
            /** @description The vehicles, at most 5000; none yet where it is left out. */
            vehicles?: string[];
        };
        /** @description Where a car most likely spends the night. */
        NightPlace: {
            /**
             * Format: date-time
             * @description When it usually comes there within the night.
             */
            from: string;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon: number;
            /**
             * Format: double
             * @description How likely it is there, 0 to 1.
             */
            p: number;
            /**
             * Format: date-time
             * @description When it usually leaves within the night.
             */
            to: string;
        };
        /** @description The body of a write that needs none. */
        Nothing: Record<string, never>;
        /** @description A notice of the case. */
        NoticeLine: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `drafted`, `issued`, `served`, `elapsed`, `undeliverable` or `withdrawn`. */
            state: string;
        };
        /** @description A statutory notice. */
        NoticeView: {
            /**
             * Format: uuid
             * @description Of which case.
             */
            case_id: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `default_notice`, `right_to_cure`, `repossession`, `sale`, ... */
            kind: string;
            /** @description Its terms (rules, days, ways of service, what it must say), where it stands, and the fields of its text. */
            notice: Record<string, never>;
            /** @description `drafted`, `issued`, `served`, `elapsed`, `undeliverable` or `withdrawn`. */
            state: string;
            /**
             * Format: int64
             * @description The ETag.
             */
            version: number;
        };
        /** @description How an order is offered. */
        OfferBody: {
            closes_at?: components["schemas"]["Timestamp"] | null;
            /**
             * Format: int32
             * @description Minutes each has to answer; default: the lender's.
             */
            minutes?: number | null;
            /** @description `direct` (one vendor), `cascade` (one after another) or `sealed` (all at once, quotes opened together). */
            mode: string;
            /** @description Whom, best first; left out: the best by score (up to 5; one for `direct`). */
            vendors?: string[] | null;
        };
        /** @description An offer. Until it is accepted it says what kind of work and roughly where, and nothing of the borrower or the debt. */
        OfferView: {
            /** @description Maker, model and colour of the car. */
            car: string;
            /**
             * Format: date
             * @description Last day of the order.
             */
            ends_on: string;
            /** @description `repossess`, `tow`, ... */
            kind: string;
            /**
             * Format: double
             * @description Degrees north, to a tenth: about 10 km.
             */
            lat?: number | null;
            /**
             * Format: double
             * @description Degrees east, to a tenth.
             */
            lon?: number | null;
            /** @description The offer: until when, whether a quote is asked for, where it stands. */
            offer: Record<string, never>;
        };
        /** @description A new order. */
        OrderBody: {
            /**
             * Format: date
             * @description Last day, by the lender's calendar; default: the lender's usual term from today.
             */
            ends_on?: string | null;
            /** @description What the contractor should know. */
            instructions?: string | null;
            /** @description `repossess`, `voluntary_surrender`, `investigate`, `field_visit`, `condition_report`, `tow`, `transport`, `store`, ... */
            kind: string;
            /**
             * Format: double
             * @description Where: degrees north.
             */
            lat?: number | null;
            /**
             * Format: double
             * @description Where: degrees east.
             */
            lon?: number | null;
        };
        /** @description One action for many orders. */
        OrderBulk: {
            /** @description e.g. `{"withdraw": {"reason": "..."}}`. */
            action: components["schemas"]["OrderDeed"];
            /** @description 1 to 500, each once. */
            items: components["schemas"]["Item"][];
        };
        /** @description What is done, with the body of its single route. */
        OrderDeed: {
            /** @description Take it back. */
            withdraw: components["schemas"]["Because"];
        } | {
            /** @description Give or refuse the extension that was asked for. */
            extension: components["schemas"]["ExtensionAnswer"];
        } | {
            /** @description Agree with the report. */
            acknowledge: components["schemas"]["Nothing"];
        } | {
            /** @description Ask for a complete report. */
            send_back: components["schemas"]["Because"];
        };
        /** @description An order with what may be done with it. */
        OrderDetail: components["schemas"]["OrderView"] & {
            /** @description What the caller may do, and what keeps them from the rest. */
            actions: components["schemas"]["OrderStep"][];
        };
        /** @description What may be done with an order now. */
        OrderStep: {
            /** @description e.g. `offer`. */
            action: string;
            /** @description What keeps the caller from it; null: nothing. */
            refusal?: Record<string, never> | null;
        };
        /** @description An order. */
        OrderView: {
            /**
             * Format: uuid
             * @description Of which case.
             */
            case_id: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `repossess`, `tow`, `store`, ... */
            kind: string;
            /** @description The whole order: target, term, stage with what belongs to it. */
            order: Record<string, never>;
            /** @description `draft`, `offered`, `accepted`, ... */
            state: string;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: uuid
             * @description Which vendor works on it.
             */
            vendor_id?: string | null;
            /**
             * Format: int64
             * @description The ETag of the order.
             */
            version: number;
        };
        /** @description An invoice for its contractor: who of the lender approves is the lender's own business. */
        OwnInvoice: {
            /** @description ISO 4217. */
            currency: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Line by line. */
            lines: components["schemas"]["OwnLine"][];
            /** @description Its number. */
            number: string;
            /**
             * Format: date-time
             * @description When it was paid.
             */
            paid_at?: string | null;
            /**
             * Format: int64
             * @description What is paid if it is approved, or was; null before it was matched.
             */
            payable_minor?: number | null;
            /** @description What the lender has against it. */
            reason?: string | null;
            /** @description `draft`, `submitted`, `matched`, `disputed`, `approved`, `paid`, `rejected`, `charged_back`. */
            state: string;
            /**
             * Format: int64
             * @description What it asks for, minor units.
             */
            total_minor: number;
            /**
             * Format: int64
             * @description The ETag.
             */
            version: number;
        };
        /** @description The lender that somebody works for. */
        OwnLender: {
            /** @description ISO 4217. */
            currency: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Whose law applies. */
            jurisdiction: string;
            /** @description Its name. */
            name: string;
            /** @description IANA name: times are shown in it, and its days turn by it. */
            time_zone: string;
        };
        /** @description A line of an invoice for its contractor. */
        OwnLine: {
            /**
             * Format: int64
             * @description Asked for, minor units.
             */
            amount_minor: number;
            /** @description Why nothing is paid. */
            because?: string | null;
            /** @description The work was undone: the line is no longer asked for. */
            charged_back: boolean;
            /**
             * Format: int64
             * @description The order's fee in the books; null before it was matched.
             */
            computed_minor?: number | null;
            /** @description `exact`, `within_tolerance`, `less`, `more`, `not_payable`, `reversed`, `invoiced_elsewhere`, `not_theirs`. */
            finding?: string | null;
            /**
             * Format: uuid
             * @description Of which order.
             */
            order_id: string;
            /**
             * Format: int64
             * @description What is paid if it is approved.
             */
            payable_minor?: number | null;
            /** @description In words. */
            text?: string | null;
        };
        /** @description What is said of one vehicle. */
        OwnRegions: {
            /** @description Codes of regions, at most 100; none: everywhere. Null: what holds for all vehicles holds for this one. */
            codes?: string[] | null;
        };
        /** @description What somebody has set. What is null is as it comes. */
        OwnSettings: {
            /**
             * @description `en` or `zh`.
             * @default null
             */
            language: string | null;
            /**
             * @description Whether single keys are shortcuts.
             * @default null
             */
            single_keys: boolean | null;
            /** @default null */
            theme: components["schemas"]["Theme"] | null;
            /**
             * @description At most 50.
             * @default []
             */
            views: components["schemas"]["SavedView"][];
        };
        /** @description A pack of rules. */
        PackLine: {
            /** @description `cn`, `tw`, `us`, `uk`, `other` or `lender`. */
            name: string;
            /** @description The lender brought it itself. */
            own: boolean;
            /** @description Rules in it. */
            rules: number;
            /**
             * Format: date-time
             * @description Since when, where the lender brought it.
             */
            since?: string | null;
            /** @description Its title. */
            title: string;
            /** @description Its version. */
            version: string;
        };
        /** @description A page of a list. */
        Page_AgentView: {
            /** @description The items. */
            items: {
                /** @description The file: certificate, background, training, undertaking; and where it stands. */
                agent: Record<string, never>;
                /** @description What keeps the person from going out. */
                gaps: Record<string, never>[];
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description The name. */
                name?: string | null;
                /**
                 * Format: uuid
                 * @description Of which vendor.
                 */
                vendor_id: string;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_Alert: {
            /** @description The items. */
            items: {
                /**
                 * Format: uuid
                 * @description Whose it is to look at.
                 */
                assigned_to?: string | null;
                /** @description Their name; null for people of the platform. */
                assignee_name?: string | null;
                /** @description Who at the desk acted last. */
                desk_by?: string | null;
                /** @description The name of that person; null for programs, and for people of the platform. */
                desk_by_name?: string | null;
                /** @description And why. */
                desk_reason?: string | null;
                /** @description The desk's view: `new`, `acknowledged`, `snoozed` or `resolved`. */
                desk_state: string;
                /**
                 * Format: date-time
                 * @description When it happened, by the device.
                 */
                event_at: string;
                /** @description Why: `[{feature, value, weight}]`. */
                evidence: Record<string, never>[];
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: double
                 * @description Degrees north.
                 */
                lat?: number | null;
                /** @description Found in data that arrived late. */
                late: boolean;
                /**
                 * Format: double
                 * @description Degrees east.
                 */
                lon?: number | null;
                /** @description Its licence plate; masked for some roles. */
                plate?: string | null;
                /**
                 * Format: date-time
                 * @description When it was raised.
                 */
                raised_at: string;
                /**
                 * Format: date-time
                 * @description When later facts refuted it.
                 */
                retracted_at?: string | null;
                /**
                 * Format: double
                 * @description Probability or score, 0 to 1.
                 */
                score: number;
                /** @description `info`, `warn`, `high` or `critical`. */
                severity: string;
                /**
                 * Format: uuid
                 * @description Which site, where one is meant.
                 */
                site_id?: string | null;
                /** @description The site's name. */
                site_name?: string | null;
                /**
                 * Format: date-time
                 * @description Put off until.
                 */
                snoozed_until?: string | null;
                /** @description Put off until the vehicle is heard from a new place. */
                snoozed_until_fix: boolean;
                /** @description The detector's view: `open`, `closed` or `retracted`. */
                state: string;
                /** @description Which tracker, where one is meant. */
                tracker_imei?: string | null;
                /** @description What it is about, e.g. `removal`. */
                type: string;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                updated_at: string;
                /**
                 * Format: uuid
                 * @description Which vehicle.
                 */
                vehicle_id: string;
                /** @description How the desk decided: `confirmed`, `false_positive`, `benign` or `test`. */
                verdict?: string | null;
                /**
                 * Format: int32
                 * @description Rises with each change at the desk.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_ApiKey: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description Until when.
                 */
                expires_at?: string | null;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: date-time
                 * @description Last use, to the minute.
                 */
                last_used_at?: string | null;
                /**
                 * Format: uuid
                 * @description The lender it acts for; absent for keys of the platform.
                 */
                lender_id?: string | null;
                /** @description What it is for. */
                name: string;
                /**
                 * Format: date-time
                 * @description Revoked since.
                 */
                revoked_at?: string | null;
                /** @description What it may do. */
                scopes: string[];
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_Billable: {
            /** @description The items. */
            items: {
                /** @description ISO 4217. */
                currency?: string | null;
                /**
                 * Format: int64
                 * @description What it earns, minor units; null while it cannot be billed.
                 */
                fee_minor?: number | null;
                /** @description `repossess`, `tow`, ... */
                kind: string;
                /**
                 * Format: uuid
                 * @description Which order.
                 */
                order_id: string;
                /** @description What keeps it from being billed. */
                refusal?: Record<string, never> | null;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_Borrower: {
            /** @description The items. */
            items: {
                /** @description Personal. */
                address?: string | null;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /** @description Personal. */
                email?: string | null;
                /** @description The lender's own key. */
                external_id: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description Personal. */
                id_number?: string | null;
                /** @description Personal fields are masked; give a `reason` to see them, where your role may. */
                masked: boolean;
                /** @description Personal. */
                name: string;
                /** @description Personal. */
                phone?: string | null;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: int32
                 * @description Rises with each change.
                 */
                version: number;
                /** @description To be treated with special care. */
                vulnerable: boolean;
                /** @description On the lender's watch-list. */
                watch_listed: boolean;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_BuyerView: {
            /** @description The items. */
            items: {
                /** @description Checks and where it stands. */
                buyer: Record<string, never>;
                /** @description What keeps it from buying. */
                gaps: Record<string, never>[];
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_CaseFile: {
            /** @description The items. */
            items: {
                /**
                 * Format: uuid
                 * @description Of which case.
                 */
                case_id: string;
                /** @description MIME type, by its first bytes. */
                content_type: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description `photo`, `audio`, `signature`, `document`, `invoice`, ... */
                kind: string;
                /**
                 * Format: int32
                 * @description Where: latitude, 1e-7 degree.
                 */
                lat_e7?: number | null;
                /**
                 * Format: int32
                 * @description Where: longitude, 1e-7 degree.
                 */
                lon_e7?: number | null;
                /** @description In words. */
                note?: string | null;
                /**
                 * Format: uuid
                 * @description For which order.
                 */
                order_id?: string | null;
                /**
                 * Format: date-time
                 * @description When it came, engine time.
                 */
                received_at: string;
                /** @description SHA-256 of them, hexadecimal. */
                sha256: string;
                /**
                 * Format: int64
                 * @description Its bytes.
                 */
                size_bytes: number;
                /**
                 * Format: date-time
                 * @description When it was taken, by whoever took it.
                 */
                taken_at?: string | null;
                /** @description Who brought it. */
                uploaded_by: string;
                /**
                 * Format: uuid
                 * @description From which vendor.
                 */
                vendor_id?: string | null;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_CaseRecord: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description When, engine time.
                 */
                at: string;
                /** @description By whom. */
                by: string;
                /**
                 * Format: uuid
                 * @description Of which case.
                 */
                case_id: string;
                /** @description What. */
                detail: Record<string, never>;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description `property_inventory`, `title_check`, `contact`, `incident`, ... */
                kind: string;
                /**
                 * Format: uuid
                 * @description For which order.
                 */
                order_id?: string | null;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_CaseView: {
            /** @description The items. */
            items: {
                /** @description The alerts it rests on. */
                alert_ids: string[];
                /**
                 * Format: uuid
                 * @description Whose it is to work on.
                 */
                assigned_to?: string | null;
                /**
                 * Format: date-time
                 * @description Closed since.
                 */
                closed_at?: string | null;
                /** @description Its contract. */
                contract_number: string;
                /** @description ISO 4217. */
                currency: string;
                /**
                 * Format: int32
                 * @description Days past due.
                 */
                dpd: number;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description What intake has. */
                intake: string[];
                /**
                 * Format: uuid
                 * @description Of which loan.
                 */
                loan_id: string;
                /**
                 * @description The action that leads on from its state, e.g. `request_authorisation`; `release_hold` while a hold keeps it. What
                 *     keeps a caller from it is in the case itself.
                 */
                next_action?: string | null;
                /**
                 * Format: int64
                 * @description Open holds.
                 */
                open_holds: number;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                opened_at: string;
                /**
                 * Format: int64
                 * @description Unpaid in all, minor units.
                 */
                outstanding_minor: number;
                /**
                 * Format: int64
                 * @description Unpaid and due, minor units.
                 */
                overdue_minor: number;
                /** @description Their name; null for people of the platform. */
                owner_name?: string | null;
                /** @description Its plate. */
                plate?: string | null;
                /** @description Why it was flagged, in words. */
                reasons: string[];
                /** @description The strongest rule that flagged it. */
                rule: string;
                /** @description `flagged`, `in_review`, `authorised`, ..., `closed`. */
                state: string;
                /**
                 * Format: date-time
                 * @description Since when it is in its state, by the engine clock.
                 */
                state_since: string;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: uuid
                 * @description For which vehicle.
                 */
                vehicle_id: string;
                /**
                 * Format: int32
                 * @description The ETag of the case.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_CommandView: {
            /** @description The items. */
            items: {
                /** @description The device's answer, in its words. */
                answer?: string | null;
                /**
                 * Format: uuid
                 * @description The second person who agreed to a cut.
                 */
                approved_by?: string | null;
                /**
                 * Format: int32
                 * @description How often it was sent.
                 */
                attempts: number;
                /**
                 * Format: uuid
                 * @description The chase that it belongs to.
                 */
                chase_id?: string | null;
                /** @description The command with its values. */
                command: Record<string, never>;
                /**
                 * Format: date-time
                 * @description When it was asked for.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description It is given up where it could not be sent until then.
                 */
                expires_at: string;
                /** @description Why it failed: `no_answer`, `refused_by_device`, `not_supported`, `gate_closed` or `superseded`. */
                failure?: string | null;
                /** @description The failure in words. */
                failure_detail?: string | null;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * @description `locate`, `report_every`, `working_mode`, `reboot`, `set_parameter`, `get_parameters`, `engine_cut`,
                 *     `engine_restore` or `text`.
                 */
                kind: string;
                /**
                 * Format: date-time
                 * @description It is not sent before.
                 */
                not_before?: string | null;
                /** @description Why it was asked for. */
                reason?: string | null;
                /** @description Who asked: `user:<id>`, `key:<id>` or `system:rules`. */
                requested_by: string;
                /**
                 * Format: date-time
                 * @description When it was last sent, while its answer is awaited.
                 */
                sent_at?: string | null;
                /** @description `awaiting_approval`, `queued`, `sent`, `acknowledged`, `failed`, `expired` or `cancelled`. */
                state: string;
                /**
                 * Format: uuid
                 * @description To which tracker.
                 */
                tracker_id: string;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: uuid
                 * @description In which vehicle the tracker was when it was asked for.
                 */
                vehicle_id?: string | null;
                /**
                 * Format: int32
                 * @description The ETag of the command.
                 */
                version: number;
                /** @description The warning before a cut. */
                warning?: string | null;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_ComplaintView: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description The acknowledgement is late from then on.
                 */
                acknowledge_by: string;
                /**
                 * Format: date-time
                 * @description When its receipt was acknowledged, where it has not been answered since.
                 */
                acknowledged_at?: string | null;
                /**
                 * Format: uuid
                 * @description About which case.
                 */
                case_id?: string | null;
                /** @description What is complained of. */
                category: string;
                /** @description How it came in. */
                channel: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                decided_at?: string | null;
                /**
                 * Format: int32
                 * @description How often the answer was put off.
                 */
                extensions: number;
                /**
                 * Format: uuid
                 * @description Whose it is to work on.
                 */
                handler?: string | null;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description Which language it is answered in. */
                language: string;
                /** @description A deadline has passed and nothing was done. */
                late: boolean;
                /**
                 * Format: uuid
                 * @description About which loan.
                 */
                loan_id?: string | null;
                /** @description How it was decided. */
                outcome?: string | null;
                /**
                 * Format: date-time
                 * @description When it came in.
                 */
                received_at: string;
                /** @description What whoever complained knows it by. */
                reference: string;
                /**
                 * Format: date-time
                 * @description The answer is late from then on.
                 */
                respond_by: string;
                /** @description `1` to `4`; 1 is violence, threats, intrusion, detention, or money taken. */
                severity: string;
                /** @description `received`, `acknowledged`, `in_review`, `upheld`, `partly_upheld`, `rejected`, `closed` or `withdrawn`. */
                state: string;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: uuid
                 * @description About which car.
                 */
                vehicle_id?: string | null;
                /**
                 * Format: uuid
                 * @description About which contractor.
                 */
                vendor_id?: string | null;
                /**
                 * Format: int64
                 * @description The ETag.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_DecisionRow: {
            /** @description The items. */
            items: {
                /** @description As the gate names it: `authorise`, `dispatch`, `take`, ... */
                action: string;
                /**
                 * Format: date-time
                 * @description When, engine time.
                 */
                at: string;
                /** @description Who asked. */
                by: string;
                /**
                 * Format: uuid
                 * @description Of which case; null: of a car.
                 */
                case_id?: string | null;
                /** @description `{"action": {...}, "decision": {...}}`: every rule that had something to say, places, packs, local time. */
                detail: Record<string, never>;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description `allow`, `needs_approval` or `deny`. */
                outcome: string;
                /** @description The rule that refused it, of the law or of a machine; null: it was done. */
                refused_by?: string | null;
                /**
                 * @description What was asked for: `request_authorisation`, `approve`, `offer`, `accept`, `on_hook`, `check_in`, ...; of a car
                 *     `position`, `track`, `recovery_link`, `track_export`, `request_cut`, `approve_cut`.
                 */
                step: string;
                /**
                 * Format: uuid
                 * @description About which order, lot, notice or command.
                 */
                subject_id?: string | null;
                /**
                 * Format: uuid
                 * @description Of which car, where no case is asked for.
                 */
                vehicle_id?: string | null;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_DeliveryView: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description When the recipient acknowledged it.
                 */
                acknowledged_at?: string | null;
                /**
                 * Format: int32
                 * @description Attempts so far.
                 */
                attempts: number;
                /** @description `email`, `webhook` or `http_gateway`. */
                channel: string;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description Not before then: of what waits, or is to be tried again.
                 */
                due_at?: string | null;
                /**
                 * Format: uuid
                 * @description Which endpoint.
                 */
                endpoint_id?: string | null;
                /**
                 * Format: uuid
                 * @description Which.
                 */
                entity_id: string;
                /** @description What it happened to. */
                entity_kind: string;
                /**
                 * Format: int64
                 * @description The event's number; absent for a test message.
                 */
                event?: number | null;
                /** @description What happened, e.g. `case.flagged`. */
                event_type: string;
                /**
                 * @description What went wrong last: `connection`, `timeout`, `refused`, `refused_for_good`, `address_not_allowed`, `unusable`
                 *     or `abandoned`.
                 */
                failure?: string | null;
                /** @description The same in words. */
                failure_detail?: string | null;
                /**
                 * Format: date-time
                 * @description When it happened.
                 */
                happened_at: string;
                /**
                 * Format: uuid
                 * @description Its id: also the `webhook-id`, at every attempt.
                 */
                id: string;
                /**
                 * Format: int32
                 * @description 0: the rule's first step; from 1 on its escalations.
                 */
                level: number;
                /** @description `user:<id>`, `vendor:<id>`, `address:<masked>` or `endpoint`. */
                recipient: string;
                /**
                 * Format: uuid
                 * @description By which rule; absent for a test message.
                 */
                rule_id?: string | null;
                /** @description `info`, `warn`, `high` or `critical`. */
                severity: string;
                /** @description `pending`, `sending`, `delivered`, `failed`, `dead`, `suppressed` or `cancelled`. */
                state: string;
                /** @description One line; absent for a caller who sees no plates. */
                subject?: string | null;
                /** @description Why nothing was sent: `no_address`, `recipient_gone`, `endpoint_gone` or `not_configured`. */
                suppressed_because?: string | null;
                /** @description The message; absent for a caller who sees no plates. */
                text?: string | null;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: int32
                 * @description The ETag of the delivery.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_Discovered: {
            /** @description The items. */
            items: {
                /**
                 * Format: double
                 * @description How sure it is, 0 to 1.
                 */
                confidence: number;
                /** @description Why. */
                evidence: Record<string, never>[];
                /**
                 * Format: date-time
                 * @description When the evidence was complete, engine time.
                 */
                found_at: string;
                /** @description Around what ended there, as a GeoJSON polygon. */
                geometry: Record<string, never>;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: double
                 * @description Latitude of the centre, degrees.
                 */
                lat: number;
                /**
                 * Format: double
                 * @description Longitude of the centre, degrees.
                 */
                lon: number;
                /**
                 * Format: date-time
                 * @description Last change, engine time.
                 */
                updated_at: string;
                /** @description The lender's vehicles that ended there, in order of their ends. */
                vehicles: string[];
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_EndpointView: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description `webhook` or `http_gateway`. */
                kind: string;
                /**
                 * Format: uuid
                 * @description Whose; absent for the platform's own.
                 */
                lender_id?: string | null;
                /** @description Unique. */
                name: string;
                /** @description The address without its query, names of headers, how many secrets sign: never a secret. */
                shown: Record<string, never>;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: int32
                 * @description The ETag of the endpoint.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_Event: {
            /** @description The items. */
            items: {
                /** @description What happened. */
                action: string;
                /** @description Who: `user:<id>`, `key:<id>`, `system:<task>`. */
                actor: string;
                /**
                 * Format: date-time
                 * @description When (wall time).
                 */
                at: string;
                /** @description Details. */
                data: unknown;
                /**
                 * Format: uuid
                 * @description Which.
                 */
                entity_id: string;
                /** @description What it happened to: `alert`, `case`, `vehicle`, `user`, ... */
                entity_kind: string;
                /** @description Why, in the actor's words. */
                reason?: string | null;
                /**
                 * Format: int64
                 * @description Number in the order of entry.
                 */
                seq: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_FenceView: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /** @description The shape as a GeoJSON polygon. */
                geometry: Record<string, never>;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description Its name. */
                name: string;
                /** @description `keep_in` or `keep_out`. */
                rule: string;
                /** @description Exact shape: a circle, or a ring of corners (1e-7 degree). */
                shape: Record<string, never>;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description How many vehicles it watches.
                 */
                vehicle_count: number;
                /**
                 * Format: int32
                 * @description Rises with each change, also of its vehicles.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_ImportJob: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                created_at: string;
                /** @description By whom. */
                created_by: string;
                /** @description Nothing was stored. */
                dry_run: boolean;
                /** @description The first 1000 refusals: row, field, problem, fix. */
                errors: unknown;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description What was imported. */
                kind: string;
                /**
                 * Format: int32
                 * @description Rows refused.
                 */
                rows_bad: number;
                /**
                 * Format: int32
                 * @description Rows taken (or, in a dry run, that would be).
                 */
                rows_ok: number;
                /**
                 * Format: int32
                 * @description Rows read.
                 */
                rows_total: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_InstallationView: {
            /** @description The items. */
            items: {
                /** @description Its device id. */
                device_id: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: date-time
                 * @description From (inclusive).
                 */
                installed_at: string;
                /** @description Who did it. */
                installer?: string | null;
                /** @description Where in the car. */
                mount?: string | null;
                /**
                 * Format: date-time
                 * @description Until (exclusive); null is "still".
                 */
                removed_at?: string | null;
                /**
                 * Format: uuid
                 * @description Which tracker.
                 */
                tracker_id: string;
                /**
                 * Format: uuid
                 * @description In which vehicle.
                 */
                vehicle_id: string;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_InvoiceView: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /** @description ISO 4217. */
                currency: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description Lines, what matching found of each, who approved, by which payment it was paid. */
                invoice: Record<string, never>;
                /** @description The contractor's number. */
                number: string;
                /**
                 * Format: int64
                 * @description What is paid if it is approved, or was; null before it was matched.
                 */
                payable_minor?: number | null;
                /** @description `draft`, `submitted`, `matched`, `disputed`, `approved`, `paid`, `rejected`, `charged_back`. */
                state: string;
                /**
                 * Format: int64
                 * @description What it asks for, minor units.
                 */
                total_minor: number;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: uuid
                 * @description Whose.
                 */
                vendor_id: string;
                /**
                 * Format: int64
                 * @description The ETag.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_Job: {
            /** @description The items. */
            items: {
                /**
                 * Format: int32
                 * @description Rows that were refused.
                 */
                bad?: number | null;
                /** @description Somebody asked for its end. */
                cancelling: boolean;
                /**
                 * Format: date-time
                 * @description When.
                 */
                created_at: string;
                /** @description Who asked for it. */
                created_by: string;
                /** @description Their name; null for programs, and for people of the platform. */
                created_by_name?: string | null;
                /**
                 * Format: int64
                 * @description Rows dealt with.
                 */
                done: number;
                /**
                 * Format: date-time
                 * @description Over.
                 */
                finished_at?: string | null;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description The import that came of it: see `GET /imports/{import}`.
                 */
                import_id?: string | null;
                /** @description What sort of work: `import`, `risk_preview` or `site_review`. */
                kind: string;
                /** @description Why it failed: a problem document. */
                problem?: Record<string, never> | null;
                /**
                 * Format: double
                 * @description Rows a second since it began; null before.
                 */
                rate?: number | null;
                /**
                 * Format: date-time
                 * @description Begun.
                 */
                started_at?: string | null;
                /**
                 * @description `queued`, `running`, `done`, `failed`, `cancelled`, or `interrupted`: the process that worked on it has ended. Work
                 *     that is not done has stored nothing; the same can be asked for again.
                 */
                state: string;
                /** @description On what, e.g. `vehicles`. */
                subject: string;
                /**
                 * Format: int64
                 * @description Rows there are, as far as lines tell.
                 */
                total: number;
                /**
                 * Format: date-time
                 * @description Last heard of.
                 */
                updated_at: string;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_Lender: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /** @description ISO 4217. */
                currency: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description Whose law applies, e.g. `CN`. */
                jurisdiction: string;
                /** @description Unique. */
                name: string;
                /** @description Its settings; absent keys have their defaults. */
                policy: unknown;
                /** @description IANA name; the day boundary of its business dates. */
                time_zone: string;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_LoanView: {
            /** @description The items. */
            items: {
                /**
                 * Format: date
                 * @description As of which date of the lender.
                 */
                arrears_as_of?: string | null;
                /**
                 * Format: date-time
                 * @description When the lender's books last said so.
                 */
                balance_as_of: string;
                /**
                 * Format: uuid
                 * @description Who owes.
                 */
                borrower_id?: string | null;
                /** @description At which of the lender's branches it is kept. */
                branch?: string | null;
                /** @description `current`, `m1` to `m6` or `m6_plus`. */
                bucket: string;
                /** @description The join key to the lender's core system. */
                contract_number: string;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /** @description ISO 4217; all amounts are its minor units. */
                currency: string;
                /**
                 * Format: int32
                 * @description Days past due.
                 */
                dpd: number;
                /**
                 * Format: date
                 * @description When the money was paid out.
                 */
                funded_on?: string | null;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: int64
                 * @description What of the whole schedule is unpaid.
                 */
                outstanding_minor: number;
                /**
                 * Format: int32
                 * @description Instalments past due and not fully paid.
                 */
                overdue_instalments: number;
                /**
                 * Format: int64
                 * @description What of them is unpaid.
                 */
                overdue_minor: number;
                /** @description Regular terms, or the instalments. */
                plan: Record<string, never>;
                /**
                 * Format: int64
                 * @description Lent.
                 */
                principal_minor: number;
                /** @description `loan`, `finance_lease` or `hire_purchase`. */
                product: string;
                /** @description `performing`, `overdue`, `in_recovery`, `settled` or `charged_off`. */
                status: string;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: uuid
                 * @description On which car.
                 */
                vehicle_id: string;
                /**
                 * Format: int32
                 * @description Rises with each change.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_LotView: {
            /** @description The items. */
            items: {
                /**
                 * Format: uuid
                 * @description Of which case.
                 */
                case_id: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description Terms, bids, deposits, award. */
                lot: Record<string, never>;
                /** @description `draft`, `listed`, `open`, `closed`, `awarded`, `paid`, `delivered`, `unsold`, ... */
                state: string;
                /**
                 * Format: int64
                 * @description The ETag.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_OrderView: {
            /** @description The items. */
            items: {
                /**
                 * Format: uuid
                 * @description Of which case.
                 */
                case_id: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description `repossess`, `tow`, `store`, ... */
                kind: string;
                /** @description The whole order: target, term, stage with what belongs to it. */
                order: Record<string, never>;
                /** @description `draft`, `offered`, `accepted`, ... */
                state: string;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: uuid
                 * @description Which vendor works on it.
                 */
                vendor_id?: string | null;
                /**
                 * Format: int64
                 * @description The ETag of the order.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_OwnInvoice: {
            /** @description The items. */
            items: {
                /** @description ISO 4217. */
                currency: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description Line by line. */
                lines: components["schemas"]["OwnLine"][];
                /** @description Its number. */
                number: string;
                /**
                 * Format: date-time
                 * @description When it was paid.
                 */
                paid_at?: string | null;
                /**
                 * Format: int64
                 * @description What is paid if it is approved, or was; null before it was matched.
                 */
                payable_minor?: number | null;
                /** @description What the lender has against it. */
                reason?: string | null;
                /** @description `draft`, `submitted`, `matched`, `disputed`, `approved`, `paid`, `rejected`, `charged_back`. */
                state: string;
                /**
                 * Format: int64
                 * @description What it asks for, minor units.
                 */
                total_minor: number;
                /**
                 * Format: int64
                 * @description The ETag.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_PaymentView: {
            /** @description The items. */
            items: {
                /**
                 * Format: int64
                 * @description Minor units of the loan's currency; below zero where it undoes another.
                 */
                amount_minor: number;
                /**
                 * Format: date-time
                 * @description When it was entered.
                 */
                created_at: string;
                /** @description The lender's own key. */
                external_id: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: date
                 * @description The date from which it counts.
                 */
                paid_on: string;
                /**
                 * Format: uuid
                 * @description The payment that it undoes.
                 */
                reverses?: string | null;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_PlaceView: {
            /** @description The items. */
            items: {
                /**
                 * Format: double
                 * @description How sure the kind is, 0 to 1.
                 */
                confidence: number;
                /**
                 * Format: int64
                 * @description Time spent there, seconds.
                 */
                dwell_s: number;
                /**
                 * @description Seconds there by hour of the lender's day, in the last 90 days: 24 numbers from midnight, or none where places are
                 *     shown coarsely.
                 */
                hours: number[];
                /** @description `home`, `work` or `other`. */
                kind: string;
                /** @description What people call it; null too where places are shown coarsely. */
                label?: string | null;
                /**
                 * Format: date-time
                 * @description Last time there.
                 */
                last_seen: string;
                /**
                 * Format: double
                 * @description Degrees north.
                 */
                lat: number;
                /**
                 * Format: double
                 * @description Degrees east.
                 */
                lon: number;
                /** @description Nights slept there in the last 90 days; null where places are shown coarsely. */
                nights?: number | null;
                /**
                 * Format: int32
                 * @description 1 is the most frequent.
                 */
                rank: number;
                /**
                 * Format: int32
                 * @description Stays there.
                 */
                visits: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_PromiseView: {
            /** @description The items. */
            items: {
                /** @description ISO 4217. */
                currency: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description Of which loan.
                 */
                loan_id: string;
                /**
                 * Format: date
                 * @description Day of the first part that is not covered; of the last once it is over.
                 */
                next_due: string;
                /** @description It has several parts. */
                plan: boolean;
                /** @description Parts, who made it, how it ended. */
                promise: Record<string, never>;
                /** @description `open`, `kept`, `broken` or `cancelled`. */
                state: string;
                /**
                 * Format: int64
                 * @description All that is promised, minor units.
                 */
                total_minor: number;
                /**
                 * Format: int64
                 * @description The ETag.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_ReckoningView: {
            /** @description The items. */
            items: {
                /** @description ISO 4217: a contractor who is paid in two currencies has two. */
                currency: string;
                /** @description What this run newly asks for. */
                fresh: Record<string, never>[];
                /**
                 * Format: uuid
                 * @description Its id; each run is a version of it.
                 */
                id: string;
                /** @description `2026-03`. */
                month: string;
                /** @description Order by order, and everything that was ever asked to be put right. */
                reckoning: Record<string, never>;
                /**
                 * Format: int32
                 * @description The run, from 1; a run that found nothing new is none.
                 */
                run: number;
                /** @description Earned, billed, paid less what was given back, and over-collected. */
                totals: Record<string, never>;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_RegionView: {
            /** @description The items. */
            items: {
                /** @description Its code. */
                code: string;
                /**
                 * Format: int32
                 * @description Corners of its borders.
                 */
                corners: number;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description Its name. */
                name: string;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: int32
                 * @description Rises with each change.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_RiskVersion: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                created_at?: string | null;
                /** @description By whom. */
                created_by?: string | null;
                /** @description Their name; null for programs, and for people of the platform. */
                created_by_name?: string | null;
                /** @description Why it was made. */
                note?: string | null;
                /** @description The whole of them. */
                parameters: Record<string, never>;
                /**
                 * Format: int32
                 * @description Which, counted by the lender; 0 is what is built in.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_RuleView: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /** @description Whether it is in force. */
                enabled: boolean;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description Whose events; absent for the platform's own.
                 */
                lender_id?: string | null;
                /** @description Unique. */
                name: string;
                /** @description The rule. */
                rule: Record<string, never>;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: int32
                 * @description The ETag of the rule.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_ServiceWindow: {
            /** @description The items. */
            items: {
                /** @description Who said so. */
                created_by: string;
                /**
                 * Format: date-time
                 * @description Until.
                 */
                ends_at: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description Why. */
                reason: string;
                /**
                 * Format: date-time
                 * @description From.
                 */
                starts_at: string;
                /**
                 * Format: uuid
                 * @description On which vehicle.
                 */
                vehicle_id: string;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_Site: {
            /** @description The items. */
            items: {
                /**
                 * Format: int32
                 * @description H3 cells (resolution 9) that touch it.
                 */
                cells: number;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /** @description The lender's own key; null of a site that another lender shares. */
                external_id?: string | null;
                /** @description The shape as a GeoJSON polygon. */
                geometry: Record<string, never>;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description `second_pledge`, `dealer`, `repair`, `wash`, `yard` or `other`. */
                kind: string;
                /** @description Its name. */
                name: string;
                /** @description The caller's own lender may change it; else another lender shares it. */
                own: boolean;
                /** @description Exact shape: a circle, or a ring of corners (1e-7 degree). */
                shape: Record<string, never>;
                /** @description Every lender of the installation sees it, and has its cars watched for it. */
                shared: boolean;
                /**
                 * Format: date-time
                 * @description Last change.
                 */
                updated_at: string;
                /**
                 * Format: int32
                 * @description Rises with each change.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_StandingCar: {
            /** @description The items. */
            items: {
                /**
                 * Format: uuid
                 * @description Of which case.
                 */
                case_id: string;
                /** @description The case's state. */
                case_state: string;
                /** @description Make. */
                make?: string | null;
                /** @description Model. */
                model?: string | null;
                /**
                 * Format: int64
                 * @description What the odometer showed when it came, km.
                 */
                odometer_km?: number | null;
                /** @description It has stood there for longer than it should. */
                overdue: boolean;
                /** @description Its plate. */
                plate?: string | null;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                since: string;
                /**
                 * Format: uuid
                 * @description Which vehicle.
                 */
                vehicle_id: string;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_StayView: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description Arrived.
                 */
                arrive: string;
                /**
                 * Format: double
                 * @description Degrees north.
                 */
                lat: number;
                /**
                 * Format: date-time
                 * @description Left; null while it lasts.
                 */
                leave?: string | null;
                /**
                 * Format: double
                 * @description Degrees east.
                 */
                lon: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_Stranger: {
            /** @description The items. */
            items: {
                /** @description What it calls itself; null where it never said. */
                device_id?: string | null;
                /** @description The first packet, hex: the login as a rule. */
                first_packet?: string | null;
                /**
                 * Format: date-time
                 * @description First heard of.
                 */
                first_seen: string;
                /** @description What paths of this API call it: the device id, or `@` and the address. */
                key: string;
                /** @description The last few packets, hex, oldest first. */
                last_packets: string[];
                /**
                 * Format: date-time
                 * @description Last heard of.
                 */
                last_seen: string;
                /**
                 * @description Families that the first bytes look like, where they do not fit the port's protocol: several where the bytes do
                 *     not say which, none where they look like nothing known. Null where they fit.
                 */
                looks_like?: string[] | null;
                /**
                 * Format: int64
                 * @description Packets since then; where it never said a name, connections.
                 */
                messages: number;
                /** @description Its last address. */
                peer?: string | null;
                /** @description What is spoken on the port it came to. */
                protocol: string;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_TaskView: {
            /** @description The items. */
            items: {
                /**
                 * Format: int64
                 * @description Minor units.
                 */
                amount_minor: number;
                /**
                 * Format: uuid
                 * @description Of which case.
                 */
                case_id: string;
                /** @description ISO 4217. */
                currency: string;
                /**
                 * Format: date-time
                 * @description By when.
                 */
                due_at: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description `vendor_refund`, `borrower_refund`, `return_collection`, `pay_balance` or `ask_for_invoice`. */
                kind: string;
                /** @description Of which month. */
                month: string;
                /**
                 * Format: uuid
                 * @description Of which order.
                 */
                order_id: string;
                /** @description `open`, `overdue`, `done` or `met`. */
                state: string;
                /** @description The task. */
                task: Record<string, never>;
                /**
                 * Format: uuid
                 * @description With which contractor.
                 */
                vendor_id: string;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_TrackerView: {
            /** @description The items. */
            items: {
                /**
                 * Format: int32
                 * @description Internal battery, percent.
                 */
                battery_pct?: number | null;
                /** @description A connection is open. */
                connected?: boolean | null;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /** @description IMEI or terminal id. */
                device_id: string;
                /** @description SIM. */
                iccid?: string | null;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: date-time
                 * @description Last sign of life.
                 */
                last_seen_at?: string | null;
                /** @description Model. */
                model?: string | null;
                /** @description What it speaks. */
                protocol: string;
                /**
                 * Format: int32
                 * @description The reporting interval it was last set to, seconds.
                 */
                report_interval_s?: number | null;
                /** @description `wired`, `wireless` or `obd`. */
                role: string;
                /** @description `in_stock`, `assigned`, `installed`, `faulty` or `retired`. */
                stock: string;
                /** @description Its frames are borne without right checksums. */
                tolerate_checksum: boolean;
                /**
                 * Format: uuid
                 * @description In which vehicle it is now.
                 */
                vehicle_id?: string | null;
                /**
                 * Format: int32
                 * @description Rises with each change.
                 */
                version: number;
                /**
                 * Format: int32
                 * @description Seconds between wake-ups.
                 */
                wake_interval_s?: number | null;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_User: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description Disabled since.
                 */
                disabled_at?: string | null;
                /** @description Shown to others. */
                display_name: string;
                /** @description Lower case. */
                email: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description The lender they work for; absent for operators of the platform.
                 */
                lender_id?: string | null;
                /**
                 * Format: date-time
                 * @description Locked out until then.
                 */
                locked_until?: string | null;
                /** @description One of the roles. */
                role: string;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_VendorView: {
            /** @description The items. */
            items: {
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description `applicant`, `active`, `suspended` or `terminated`. */
                state: string;
                /** @description The whole vendor: profile, papers, marks. */
                vendor: Record<string, never>;
                /**
                 * Format: int64
                 * @description The ETag.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_VisitView: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description Arrived.
                 */
                arrive: string;
                /**
                 * Format: date-time
                 * @description Left; null while it lasts.
                 */
                leave?: string | null;
                /**
                 * Format: uuid
                 * @description Which site.
                 */
                site_id: string;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_WorkOrder: {
            /** @description The items. */
            items: {
                /** @description What may be done now, and what keeps the contractor from the rest. */
                actions: components["schemas"]["OrderStep"][];
                /** @description Who is named on it. */
                agents: string[];
                /**
                 * Format: date
                 * @description A later last day that was asked for.
                 */
                asked?: string | null;
                /** @description The car. */
                car: components["schemas"]["WorkCar"];
                /** @description Who is checked in, and when. */
                check_ins: Record<string, never>[];
                /** @description Who has the car: whoever hands it over next. */
                custodian: Record<string, never>;
                /**
                 * Format: date
                 * @description Last day.
                 */
                ends_on: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description What to know. */
                instructions?: string | null;
                /** @description `repossess`, `tow`, ... */
                kind: string;
                /**
                 * Format: double
                 * @description Degrees north of the place it is about.
                 */
                lat?: number | null;
                letter?: components["schemas"]["WorkLetter"] | null;
                /**
                 * Format: double
                 * @description Degrees east of it.
                 */
                lon?: number | null;
                /**
                 * Format: date-time
                 * @description The position of the car can be looked at until then.
                 */
                position_until?: string | null;
                /** @description `accepted`, `en_route`, `on_hold`, ... */
                state: string;
                /**
                 * Format: int64
                 * @description Counts changes.
                 */
                version: number;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_YardAlert: {
            /** @description The items. */
            items: {
                /**
                 * Format: uuid
                 * @description The car of which case has stood there for too long.
                 */
                case_id?: string | null;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description `overdue_stay`, `nearly_full` or `full`. */
                kind: string;
                /**
                 * Format: date-time
                 * @description Since when, engine time.
                 */
                raised_at: string;
                /** @description `warn` or `high`. */
                severity: string;
                /**
                 * Format: date-time
                 * @description When it was over, engine time; null: it is not.
                 */
                withdrawn_at?: string | null;
                /**
                 * Format: uuid
                 * @description Of which yard.
                 */
                yard_id: string;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        Page_YardView: {
            /** @description The items. */
            items: {
                /** @description What needs looking at there, at most 100. */
                alerts: components["schemas"]["YardAlert"][];
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: int32
                 * @description Bays taken.
                 */
                occupied: number;
                /**
                 * Format: int64
                 * @description The ETag.
                 */
                version: number;
                /** @description The yard: name, place, bays, rates. */
                yard: Record<string, never>;
            }[];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
        };
        /**
         * @description How a debtor paid a contractor.
         * @enum {string}
         */
        Paid: "cash" | "account";
        /** @description So much by that day. */
        PartBody: {
            /**
             * Format: int64
             * @description Minor units of the loan's currency, above zero.
             */
            amount_minor: number;
            /**
             * Format: date
             * @description Last day on which it counts as paid, by the lender's calendar.
             */
            due_on: string;
        };
        /** @description Who complains, and what they say. */
        Party: {
            /** @description How they are reached. */
            contact?: string | null;
            /** @description The contract as they wrote it. */
            contract_number?: string | null;
            /** @description Name. */
            name: string;
            /** @description The plate as they wrote it. */
            plate?: string | null;
            /** @description What happened, in their words. */
            statement: string;
        };
        /** @description A payment to a contractor. */
        PayBody: {
            /**
             * Format: uuid
             * @description The payment's id: a new UUID. Told again, nothing is paid twice. Default: one is made.
             */
            payment?: string | null;
        };
        /** @description A payment. */
        PaymentBody: {
            /**
             * Format: int64
             * @description Minor units of the loan's currency, above zero.
             */
            amount_minor: number;
            /** @description The lender's own key. */
            external_id: string;
            /**
             * Format: date
             * @description The date from which it counts.
             */
            paid_on: string;
            /** @description External id of the payment of this loan that it undoes. */
            reverses?: string | null;
        };
        /** @description A payment as people read it. */
        PaymentView: {
            /**
             * Format: int64
             * @description Minor units of the loan's currency; below zero where it undoes another.
             */
            amount_minor: number;
            /**
             * Format: date-time
             * @description When it was entered.
             */
            created_at: string;
            /** @description The lender's own key. */
            external_id: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: date
             * @description The date from which it counts.
             */
            paid_on: string;
            /**
             * Format: uuid
             * @description The payment that it undoes.
             */
            reverses?: string | null;
        };
        /** @description A frequent place. */
        PlaceView: {
            /**
             * Format: double
             * @description How sure the kind is, 0 to 1.
             */
            confidence: number;
            /**
             * Format: int64
             * @description Time spent there, seconds.
             */
            dwell_s: number;
            /**
             * @description Seconds there by hour of the lender's day, in the last 90 days: 24 numbers from midnight, or none where places are
             *     shown coarsely.
             */
            hours: number[];
            /** @description `home`, `work` or `other`. */
            kind: string;
            /** @description What people call it; null too where places are shown coarsely. */
            label?: string | null;
            /**
             * Format: date-time
             * @description Last time there.
             */
            last_seen: string;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon: number;
            /** @description Nights slept there in the last 90 days; null where places are shown coarsely. */
            nights?: number | null;
            /**
             * Format: int32
             * @description 1 is the most frequent.
             */
            rank: number;
            /**
             * Format: int32
             * @description Stays there.
             */
            visits: number;
        };
        /** @description A place in units of 1e-7 degree (WGS-84). */
        PointE7: {
            /**
             * Format: int32
             * @description Latitude.
             */
            lat_e7: number;
            /**
             * Format: int32
             * @description Longitude.
             */
            lon_e7: number;
        };
        /** @description The last positions. */
        Positions: {
            /** @description One per tracker, newest first. */
            items: components["schemas"]["LastPosition"][];
            /** @description How exactly they are shown. */
            precision: components["schemas"]["Precision"];
            /** @description The rule of the law that keeps the precise place back, why, and what would do; null where none does. */
            withheld?: Record<string, never> | null;
        };
        /**
         * @description How exactly a place is shown.
         * @enum {string}
         */
        Precision: "precise" | "coarse";
        /** @description A preview: how far it is, and what came of it. */
        Preview: {
            /** @description What was asked. */
            asked: components["schemas"]["PreviewBody"];
            /**
             * Format: int64
             * @description Vehicles judged.
             */
            done: number;
            /**
             * Format: uuid
             * @description Its id; also that of its job.
             */
            id: string;
            result?: components["schemas"]["Tally"] | null;
            /** @description As of its job: `queued`, `running`, `done`, `failed`, `cancelled` or `interrupted`. */
            state: string;
            /**
             * Format: int64
             * @description Vehicles there are.
             */
            total: number;
        };
        /** @description What to try. */
        PreviewBody: {
            /**
             * Format: int32
             * @description Days back from now, 1 to 30; unset: 30.
             */
            days?: number | null;
            /** @description All of the proposed parameters: what is left out is as built in. */
            parameters: Record<string, never>;
            /**
             * Format: int32
             * @description Points from which it would fire, 1 to 100, for both. Unset: where the band `high` begins, of each its own.
             */
            threshold?: number | null;
        };
        /** @description A problem document. */
        Problem: {
            /** @description Stable name of the problem. */
            code: string;
            /** @description What is wrong with this request. */
            detail: string;
            /** @description The field of the request that is meant, if one is. */
            field?: string | null;
            /** @description What would make the request succeed. */
            fix?: string | null;
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description The code in words. */
            title: string;
            /** @description `urn:lienwatch:problem:` and the code. */
            type: string;
        };
        /** @description What is promised: one day and amount, or the parts of a plan. */
        PromiseBody: {
            /**
             * Format: int64
             * @description Of a promise of one payment: how much, minor units of the loan's currency.
             */
            amount_minor?: number | null;
            /**
             * Format: date
             * @description Of a promise of one payment: by which day.
             */
            due_on?: string | null;
            /** @description Who promised, and how. */
            note?: string | null;
            /** @description Of a plan, by ascending days. */
            parts?: components["schemas"]["PartBody"][] | null;
        };
        /** @description A promise or plan. */
        PromiseView: {
            /** @description ISO 4217. */
            currency: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: uuid
             * @description Of which loan.
             */
            loan_id: string;
            /**
             * Format: date
             * @description Day of the first part that is not covered; of the last once it is over.
             */
            next_due: string;
            /** @description It has several parts. */
            plan: boolean;
            /** @description Parts, who made it, how it ended. */
            promise: Record<string, never>;
            /** @description `open`, `kept`, `broken` or `cancelled`. */
            state: string;
            /**
             * Format: int64
             * @description All that is promised, minor units.
             */
            total_minor: number;
            /**
             * Format: int64
             * @description The ETag.
             */
            version: number;
        };
        /** @description A complaint of anybody. */
        PublicComplaint: {
            /** @description `conduct`, `contact`, `recovery`, `belongings`, `damage`, `money`, `privacy` or `other`. */
            category: string;
            /** @description How they are reached. */
            contact: string;
            /** @description The contract. It or the plate is needed. */
            contract_number?: string;
            /** @description `en` (default) or `zh`: which language it is answered in. */
            language?: string | null;
            /** @description Name of the lender, as in the contract; needed where there are several. */
            lender?: string;
            /** @description Who complains. */
            name: string;
            /** @description The plate of the car. */
            plate?: string;
            /** @description What happened; at most 4000 characters. */
            statement: string;
            /**
             * Format: uuid
             * @description A UUID of your own: the same complaint sent again with it is answered as the first time.
             */
            submission: string;
        };
        /** @description What whoever complained gets. */
        PublicReceipt: {
            /** @description To ask for it. */
            reference: string;
            /**
             * Format: date-time
             * @description The answer is due by then.
             */
            respond_by: string;
            /** @description To prove it. */
            secret: string;
        };
        /** @description Where a complaint stands, for whoever made it. */
        PublicState: {
            /** @description How it was decided. */
            outcome?: string | null;
            /**
             * Format: date-time
             * @description When it came in.
             */
            received_at: string;
            /** @description Its reference. */
            reference: string;
            /** @description What is done about it. */
            remedy?: string | null;
            /**
             * Format: date-time
             * @description It is answered by then; null once it is.
             */
            respond_by?: string | null;
            /** @description The answer. */
            response?: string | null;
            /** @description `received`, `acknowledged`, `in_review`, `upheld`, `partly_upheld`, `rejected`, `closed` or `withdrawn`. */
            state: string;
        };
        /** @description A question to the gate: a step of the case, or an action in full. */
        Question: {
            /** @description Or an action in full, e.g. `{"action": "contact", "channel": "call", "party": "debtor", "mentions_debt": true}`. */
            action?: Record<string, never> | null;
            at?: components["schemas"]["Timestamp"] | null;
            /** @description Of a step, the ground it would rest on; default: the case's. */
            ground?: Record<string, never> | null;
            /** @description Of a contact: whom one speaks to is verified. */
            identity_verified?: boolean | null;
            /**
             * Format: uuid
             * @description About which order; default for a step: the live one that takes the car.
             */
            order_id?: string | null;
            /** @description It is about to be done: the decision is stored. */
            planned?: boolean;
            /** @description Of a contact: sound is recorded. */
            recording?: boolean | null;
            /** @description Of a contact: the sender says who they are and for whom they act. */
            sender_identified?: boolean | null;
            /** @description A step of the case: `authorise`, `dispatch`, `field_visit`, `take`, `dispose_property`, `sale` or `settle`. */
            step?: string | null;
            /** @description Of a contact: which number or address, as the log tells them apart. */
            to?: string | null;
        };
        /** @description A sealed quote. */
        QuoteBody: {
            /** @description Agents who will do it. */
            agents: string[];
            /**
             * Format: int32
             * @description Minutes from the award until somebody is there.
             */
            arrives_in_min?: number | null;
            /** @description ISO 4217. */
            currency: string;
            /**
             * Format: int64
             * @description The whole price, minor units, above zero.
             */
            price_minor: number;
        };
        /** @description The published prices of a vendor. */
        RateCards: {
            /** @description Every card. */
            items: Record<string, never>[];
        };
        /** @description Reckonings. */
        Reckonings: {
            /** @description One for each currency; none where nothing happened in the month. */
            items: components["schemas"]["ReckoningView"][];
        };
        /** @description The reckoning of a month. */
        ReckoningView: {
            /** @description ISO 4217: a contractor who is paid in two currencies has two. */
            currency: string;
            /** @description What this run newly asks for. */
            fresh: Record<string, never>[];
            /**
             * Format: uuid
             * @description Its id; each run is a version of it.
             */
            id: string;
            /** @description `2026-03`. */
            month: string;
            /** @description Order by order, and everything that was ever asked to be put right. */
            reckoning: Record<string, never>;
            /**
             * Format: int32
             * @description The run, from 1; a run that found nothing new is none.
             */
            run: number;
            /** @description Earned, billed, paid less what was given back, and over-collected. */
            totals: Record<string, never>;
        };
        /** @description A record to add. Its kind says what it holds. */
        RecordBody: {
            /** @description Each thing, in words; an empty car has an empty list. */
            items: string[];
            /** @enum {string} */
            kind: "property_inventory";
        } | {
            how?: components["schemas"]["Handling"] | null;
            /** @enum {string} */
            kind: "property_handled";
            /** @description How, in words. */
            note: string;
        } | {
            /** @description A sale is possible. */
            clear: boolean;
            /** @enum {string} */
            kind: "title_check";
            /** @description Where it was checked, and what was found. */
            note: string;
        } | (components["schemas"]["ContactEntry"] & {
            /** @enum {string} */
            kind: "contact";
        }) | (components["schemas"]["SiteReport"] & {
            /** @enum {string} */
            kind: "site";
        }) | {
            /** @enum {string} */
            kind: "incident";
            /** @description What happened. */
            note: string;
            /**
             * Format: int32
             * @description 1 is the gravest.
             */
            severity: number;
        } | {
            /**
             * Format: date-time
             * @description When it was looked at, RFC 3339, where it is told later: a phone without a connection.
             */
            at?: string | null;
            /** @description What is damaged, panel by panel. */
            damages: string[];
            /**
             * Format: int32
             * @description Fuel in the tank, or charge of the battery, percent.
             */
            energy_percent?: number | null;
            /**
             * Format: int32
             * @description 0 (wreck) to 5 (as new).
             */
            grade: number;
            /**
             * Format: int32
             * @description Keys that are there.
             */
            keys?: number | null;
            /** @enum {string} */
            kind: "condition";
            /**
             * Format: int32
             * @description Odometer, km.
             */
            odometer_km?: number | null;
            /** @description A tracker was found in it. */
            tracker_found?: boolean | null;
        } | {
            /** @enum {string} */
            kind: "vulnerability";
            /** @description How it was found out. */
            note: string;
            /** @description They are. */
            vulnerable: boolean;
        } | {
            /** @description It was. */
            considered: boolean;
            /** @enum {string} */
            kind: "forbearance";
            /** @description What, and why it was not given. */
            note: string;
        } | {
            /** @enum {string} */
            kind: "bankruptcy_search";
            /** @description Where it was searched, and what was found. */
            note: string;
            /** @description A stay is in force. */
            stay: boolean;
        } | {
            /** @description On active duty. */
            active: boolean;
            /** @description Contract and a payment or deposit are older than the service. */
            contract_before_service: boolean;
            /** @enum {string} */
            kind: "military_check";
            /** @description The certificate's number, or what was found. */
            note: string;
            /**
             * Format: date
             * @description The day of the check.
             */
            on: string;
        } | {
            /** @enum {string} */
            kind: "reach";
            /** @description How it is known. */
            note: string;
            /** @description `reachable`, `number_invalid`, `dead` or `incapable`. */
            reach: string;
        } | {
            /**
             * Format: date-time
             * @description From, RFC 3339.
             */
            from: string;
            /** @enum {string} */
            kind: "agreed_time";
            /** @description How they agreed. */
            note: string;
            /**
             * Format: date-time
             * @description Until.
             */
            until: string;
        } | {
            /** @description They did. */
            given: boolean;
            /** @enum {string} */
            kind: "informed_consent";
            /** @description When, how, in front of whom. */
            note: string;
        } | {
            /** @enum {string} */
            kind: "court_order";
            /** @description Court and case number. */
            reference: string;
        } | {
            /** @enum {string} */
            kind: "third_party_possession";
            /** @description Who, and how it is known. */
            note: string;
            /** @description It has. */
            with_third_party: boolean;
        } | {
            /** @enum {string} */
            kind: "police_told";
            /** @description The reference that they gave. */
            reference: string;
        } | {
            /** @description They did, or there were none. */
            handed_over: boolean;
            /** @enum {string} */
            kind: "contraband";
            /** @description What was found, and the reference that the police gave. */
            note: string;
        } | {
            /** @description They did. */
            agreed: boolean;
            /** @enum {string} */
            kind: "sale_agreement";
            /** @description When and how. */
            note: string;
        } | {
            /** @enum {string} */
            kind: "deadline_waiver";
            /** @description When and how. */
            note: string;
        } | {
            /** @enum {string} */
            kind: "sale_evidence";
            /** @description Where it is. */
            note: string;
            /** @description Of these: `notices`, `advertising`, `appraisal`, `bids`, `comparables`. */
            of: string[];
        } | {
            /**
             * Format: date
             * @description Asked for on this day.
             */
            asked_on?: string | null;
            /** @enum {string} */
            kind: "explanation";
            /** @description In words. */
            note: string;
            /**
             * Format: date
             * @description Sent on this day.
             */
            sent_on?: string | null;
        } | {
            /** @enum {string} */
            kind: "ladder_step";
            /** @description What came of it. */
            note: string;
            /** @description `calls`, `letter`, `lawyer_letter` or `visit`. */
            step: string;
        };
        /** @description Why something is refused, and what would satisfy the rule. */
        Refusal: {
            /** @description What is wrong, for a person. */
            message: string;
            /** @description What would satisfy the rule. */
            remedy: string;
            /** @description Stable id of the rule, e.g. `two_people` or `CN-13`. */
            rule: string;
        };
        /** @description A region with its borders. */
        RegionDetail: components["schemas"]["RegionView"] & {
            /** @description Its borders as a GeoJSON multipolygon. */
            geometry: Record<string, never>;
        };
        /** @description A region. */
        RegionView: {
            /** @description Its code. */
            code: string;
            /**
             * Format: int32
             * @description Corners of its borders.
             */
            corners: number;
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Its name. */
            name: string;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: int32
             * @description Rises with each change.
             */
            version: number;
        };
        /** @description A decision taken back. */
        ReopenBody: {
            /** @description Why. */
            reason: string;
        };
        /** @description A notice that the case needs. */
        RequiredNotice: {
            /** @description What is missing today; null: nothing. */
            gap?: Record<string, never> | null;
            /** @description The notices of this kind: ids and states. */
            notices: components["schemas"]["NoticeLine"][];
            /** @description Which, before what, how long before, how served, what it must say, by which rule. */
            requirement: Record<string, never>;
        };
        /** @description A decision. */
        ResolveBody: {
            /** @description Why. */
            reason: string;
            /** @description `confirmed`, `false_positive`, `benign` or `test`. */
            verdict: string;
        };
        /** @description A rise by the proposed parameters. */
        Rise: {
            /** @description Whether the parameters in force would have fired for that vehicle too, at any time of the period. */
            also_now: boolean;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: int32
             * @description The score that rose.
             */
            points: number;
            /** @description Why, the three heaviest. */
            reasons: components["schemas"]["RiskReason"][];
            /**
             * Format: uuid
             * @description Which vehicle.
             */
            vehicle_id: string;
        };
        /** @description A day's score. */
        RiskDay: {
            /** @description Its band. */
            band: string;
            /**
             * Format: date
             * @description Which, in the lender's zone.
             */
            day: string;
            /**
             * Format: int32
             * @description The score when it ended.
             */
            points: number;
            /**
             * Format: int32
             * @description By which version of the parameters.
             */
            version: number;
        };
        /** @description Scores of days. */
        RiskDays: {
            /** @description The days of the period that it tells of, oldest first: the score with which each ended. */
            items: components["schemas"]["RiskDay"][];
            /**
             * Format: date
             * @description The first day that the history tells of; null where there is none.
             */
            since?: string | null;
        };
        /** @description Other parameters. */
        RiskParametersBody: {
            /** @description Why. */
            note: string;
            /**
             * @description All of them: what is left out is as built in. `weights` is points of a high alert by its type; a type that is not in
             *     it has the points of `other`.
             */
            parameters: Record<string, never>;
        };
        /** @description Where points come from. */
        RiskReason: {
            /**
             * Format: int64
             * @description Age of the youngest of its alerts, seconds: 0 while one lasts, and for a loan's standing.
             */
            age_s: number;
            /** @description The type of the alerts, where they are the reason. */
            alert?: string | null;
            /** @description The alerts, heaviest first, at most 20. */
            evidence: string[];
            /** @description `overdue`, `first_payment_default`, `pledge_fraud`, or `alert`. */
            factor: string;
            /**
             * Format: double
             * @description Points, before the sum is cut off at 100.
             */
            points: number;
        };
        /** @description A version of the parameters. */
        RiskVersion: {
            /**
             * Format: date-time
             * @description When.
             */
            created_at?: string | null;
            /** @description By whom. */
            created_by?: string | null;
            /** @description Their name; null for programs, and for people of the platform. */
            created_by_name?: string | null;
            /** @description Why it was made. */
            note?: string | null;
            /** @description The whole of them. */
            parameters: Record<string, never>;
            /**
             * Format: int32
             * @description Which, counted by the lender; 0 is what is built in.
             */
            version: number;
        };
        /** @description How much a loan is at risk. */
        RiskView: {
            /** @description `green`, `watch`, `high` or `critical`. */
            band: string;
            /**
             * Format: date-time
             * @description As of when, by the engine's clock; null where nothing was ever there to be judged.
             */
            computed_at?: string | null;
            /** @description Long overdue, and something is going on with the car: the band was lifted by one. */
            escalated: boolean;
            /**
             * Format: uuid
             * @description The loan that was judged.
             */
            loan_id?: string | null;
            /**
             * Format: int32
             * @description 0 to 100.
             */
            points: number;
            /** @description Why, heaviest first. */
            reasons: components["schemas"]["RiskReason"][];
            /**
             * Format: int32
             * @description By which version of the parameters.
             */
            version: number;
        };
        /** @description How secrets change over. */
        RotateBody: {
            /**
             * Format: int32
             * @description Hours for which the old secret signs beside the new one, 0 to 168; default 24.
             * @default 24
             */
            overlap_h: number;
        };
        /** @description A round of offers. */
        RoundView: {
            /** @description The round: how vendors are asked, where each offer stands, who won. */
            round: Record<string, never>;
        };
        /** @description What became of one. */
        RowDone: {
            /**
             * Format: uuid
             * @description Which.
             */
            id: string;
            problem?: components["schemas"]["Problem"] | null;
            /**
             * Format: int32
             * @description As the single route would have answered.
             */
            status: number;
            /**
             * Format: int64
             * @description Its new version, where it was done.
             */
            version?: number | null;
        };
        /** @description A rule. */
        RuleBody: {
            /** @description Whether it is in force; default: yes. */
            enabled?: boolean;
            /** @description Unique. */
            name: string;
            /** @description About the platform's own events; only operators of the platform may make one. */
            platform?: boolean;
            /**
             * @description `events`: patterns (`case.flagged`, `case.*`, `*`). `min_severity`. `first`: `{"to": …, "via": …}`, where `to` is
             *     `{"kind": "user", "user": id}`, `{"kind": "role", "role": name}`, `{"kind": "vendor", "vendor": id}`,
             *     `{"kind": "named", "by": "vendor" | "requested_by" | "assigned_to"}`, `{"kind": "address", "address": …}` or
             *     `{"kind": "endpoint"}`, and `via` `{"channel": "email"}`, `{"channel": "webhook", "endpoint": id}` or
             *     `{"channel": "http_gateway", "endpoint": id}`. `escalate`: `[{"after_min", "unless": "delivered" | "acknowledged",
             *     "then": {"to", "via"}}]`. `quiet_hours`: `{"from", "to", "days", "break_through", "zone"}`. `language`: `en` or
             *     `zh`. `template`: `{"subject", "text", "language"}`.
             */
            rule: Record<string, never>;
        };
        /** @description A rule as people read it. */
        RuleView: {
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description Whether it is in force. */
            enabled: boolean;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: uuid
             * @description Whose events; absent for the platform's own.
             */
            lender_id?: string | null;
            /** @description Unique. */
            name: string;
            /** @description The rule. */
            rule: Record<string, never>;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: int32
             * @description The ETag of the rule.
             */
            version: number;
        };
        /** @description How a car was sold. */
        Sale: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: uuid
             * @description As which lot.
             */
            lot: string;
            /** @description To what price. */
            price: components["schemas"]["Money"];
        };
        /** @description A list or a map as somebody wants to find it again. */
        SavedView: {
            /** @description What they call it: 1 to 80 characters, each name once on a page. */
            name: string;
            /** @description Path of the page, e.g. `/alerts`. */
            page: string;
            /** @description Its query: filters, order, place of the map. At most 2 000 characters. */
            search?: string;
        };
        /** @description What somebody sees unasked. */
        Sees: {
            /** @description Names, numbers and addresses of people. */
            personal: boolean;
            /** @description VIN and plate. */
            vehicle_identity: boolean;
        };
        /** @description That it reached the debtor. */
        ServeBody: {
            at?: components["schemas"]["Timestamp"] | null;
            /** @description `registered_post`, `post`, `in_person`, `email`, `officer`, `publication` or `electronic`. */
            method: string;
            /**
             * Format: uuid
             * @description The receipt, photo or record that proves it: evidence of this case.
             */
            proof: string;
        };
        /** @description Authorised work on a vehicle's trackers. */
        ServiceWindow: {
            /** @description Who said so. */
            created_by: string;
            /**
             * Format: date-time
             * @description Until.
             */
            ends_at: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Why. */
            reason: string;
            /**
             * Format: date-time
             * @description From.
             */
            starts_at: string;
            /**
             * Format: uuid
             * @description On which vehicle.
             */
            vehicle_id: string;
        };
        /** @description Who is logged in. */
        Session: {
            /** @description Send it as `X-CSRF-Token` with every write. */
            csrf_token: string;
            /** @description Their name. */
            display_name: string;
            /** @description Their address. */
            email: string;
            /**
             * Format: date-time
             * @description The session ends then, or after an hour without a request.
             */
            expires_at: string;
            /** @description `en` or `zh`, where they have set it. */
            language?: string | null;
            lender?: components["schemas"]["OwnLender"] | null;
            /** @description The operations they may call, as `<method> <path below /api/v1>`. */
            operations: string[];
            /** @description They see every lender. */
            platform: boolean;
            /** @description What they may do, as `<resource>:<action>`; by the table that the server itself asks. */
            rights: string[];
            /** @description Their role. */
            role: string;
            /** @description Which fields they see without a reason. */
            sees: components["schemas"]["Sees"];
            /**
             * Format: uuid
             * @description The user.
             */
            user_id: string;
        };
        /** @description Why. */
        ShareBody: {
            /** @description Why. */
            reason: string;
        };
        /** @description A known site. */
        Site: {
            /**
             * Format: int32
             * @description H3 cells (resolution 9) that touch it.
             */
            cells: number;
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description The lender's own key; null of a site that another lender shares. */
            external_id?: string | null;
            /** @description The shape as a GeoJSON polygon. */
            geometry: Record<string, never>;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `second_pledge`, `dealer`, `repair`, `wash`, `yard` or `other`. */
            kind: string;
            /** @description Its name. */
            name: string;
            /** @description The caller's own lender may change it; else another lender shares it. */
            own: boolean;
            /** @description Exact shape: a circle, or a ring of corners (1e-7 degree). */
            shape: Record<string, never>;
            /** @description Every lender of the installation sees it, and has its cars watched for it. */
            shared: boolean;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: int32
             * @description Rises with each change.
             */
            version: number;
        };
        /** @description A site: a circle (`lat`, `lon`, `radius_m`) or a GeoJSON polygon (`geometry`). */
        SiteBody: components["schemas"]["Area"] & {
            /** @description The lender's own key. */
            external_id?: string | null;
            /** @description `second_pledge`, `dealer`, `repair`, `wash`, `yard` or `other`. */
            kind: string;
            /** @description Its name. */
            name: string;
        };
        /** @description What the agents of an order attest of the place before they act. */
        SiteReport: {
            /**
             * @description What happened that must not: `objection`, `force`, `threat`, `insult`, `locked_structure`, `intrusion`,
             *     `detention`, `stalking`, `public_exposure`, `police_help`, `impersonation`, `things_taken`. Empty: nothing did.
             */
            conduct: string[];
            /** @description The debtor is there. */
            debtor_present: boolean;
            /** @description The agents said who they are and for whom they act, or nobody was there to be told. */
            identified?: boolean | null;
            /** @description In words. */
            note?: string | null;
            /** @description Sound, or sound and picture, is being recorded. */
            recording: boolean;
        };
        /** @description Put off. */
        SnoozeBody: {
            /** @description Why, if it is worth saying. */
            reason?: string | null;
            until?: components["schemas"]["Timestamp"] | null;
            /** @description Or sooner, once the vehicle is heard from a new place. Without `until`, after 30 days. */
            until_next_fix?: boolean;
        };
        /**
         * @description What is behind the URL.
         * @enum {string}
         */
        SourceKind: "raster" | "vector-style" | "pmtiles";
        /** @description A car that stands in a yard. */
        StandingCar: {
            /**
             * Format: uuid
             * @description Of which case.
             */
            case_id: string;
            /** @description The case's state. */
            case_state: string;
            /** @description Make. */
            make?: string | null;
            /** @description Model. */
            model?: string | null;
            /**
             * Format: int64
             * @description What the odometer showed when it came, km.
             */
            odometer_km?: number | null;
            /** @description It has stood there for longer than it should. */
            overdue: boolean;
            /** @description Its plate. */
            plate?: string | null;
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
            /**
             * Format: uuid
             * @description Which vehicle.
             */
            vehicle_id: string;
        };
        /** @description What a statement takes into account beside the books. */
        StatementBody: {
            /**
             * @description Credits that the debt does not hold: refunds of insurance and service contracts.
             * @default []
             */
            credits: Record<string, never>[];
            /**
             * @description In which order the contract has the debt paid, e.g. `["principal", "interest"]`; default: the law's.
             * @default null
             */
            debt_order: string[] | null;
            /**
             * @description Other liens: `{"name", "amount": {"minor", "currency"}, "kind": {"kind": "security"}, "rank", "registration",
             *     "demand"}`.
             * @default []
             */
            liens: Record<string, never>[];
        };
        /** @description A settlement statement. */
        StatementView: {
            /** @description Its lines in the order that UCC 9-616(c) gives, with how the proceeds were distributed. */
            statement: Record<string, never>;
        };
        /** @description A stay. */
        StayView: {
            /**
             * Format: date-time
             * @description Arrived.
             */
            arrive: string;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: date-time
             * @description Left; null while it lasts.
             */
            leave?: string | null;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon: number;
        };
        /** @description What the gate says of one step now. */
        StepView: {
            /** @description What it says; null where the case does not have what the step needs yet. */
            decision?: Record<string, never> | null;
            /** @description What keeps the step from being done in law, and what would do; or what the case lacks for the question. */
            obstacles: Record<string, never>[];
            /** @description `authorise`, `dispatch`, `field_visit`, `take`, `dispose_property`, `sale` or `settle`. */
            step: string;
        };
        /** @description An unregistered device, or an address from which nobody said a name. */
        Stranger: {
            /** @description What it calls itself; null where it never said. */
            device_id?: string | null;
            /** @description The first packet, hex: the login as a rule. */
            first_packet?: string | null;
            /**
             * Format: date-time
             * @description First heard of.
             */
            first_seen: string;
            /** @description What paths of this API call it: the device id, or `@` and the address. */
            key: string;
            /** @description The last few packets, hex, oldest first. */
            last_packets: string[];
            /**
             * Format: date-time
             * @description Last heard of.
             */
            last_seen: string;
            /**
             * @description Families that the first bytes look like, where they do not fit the port's protocol: several where the bytes do
             *     not say which, none where they look like nothing known. Null where they fit.
             */
            looks_like?: string[] | null;
            /**
             * Format: int64
             * @description Packets since then; where it never said a name, connections.
             */
            messages: number;
            /** @description Its last address. */
            peer?: string | null;
            /** @description What is spoken on the port it came to. */
            protocol: string;
        };
        /** @description What a stream tells. */
        Streamed: components["schemas"]["Event"] | components["schemas"]["Moves"] | components["schemas"]["Job"];
        /** @description What runs here. */
        System: {
            /** @description How it moves: `wall` or `driven`. */
            clock: string;
            /** @description How much there is that the caller may see. */
            counts: components["schemas"]["Counts"];
            /**
             * Format: date-time
             * @description The engine clock.
             */
            now: string;
            /** @description Of the program. */
            version: string;
        };
        /** @description How a car was taken. */
        Taken: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description On what authorisation. */
            authorisation: components["schemas"]["Authorisation"];
            /**
             * Format: uuid
             * @description By which order.
             */
            order: string;
            /** @description Where. */
            place: components["schemas"]["PointE7"];
        };
        /** @description What would have been. */
        Tally: {
            /** @description Rises of each day that has some. */
            days: components["schemas"]["FiredDay"][];
            /**
             * Format: date-time
             * @description From when.
             */
            from: string;
            /** @description The newest 200 rises by the proposed parameters, newest first. */
            items: components["schemas"]["Rise"][];
            /**
             * Format: int64
             * @description Vehicles looked at.
             */
            looked: number;
            /** @description What the parameters in force would have fired. */
            now: components["schemas"]["FiredCount"];
            /**
             * Format: int64
             * @description Vehicles that would no longer have fired.
             */
            only_now: number;
            /**
             * Format: int64
             * @description Vehicles that would have fired anew.
             */
            only_proposed: number;
            /** @description What the proposed ones would have. */
            proposed: components["schemas"]["FiredCount"];
            /**
             * Format: date-time
             * @description To when: the engine's clock when it was asked.
             */
            to: string;
        };
        /** @description Something to be put right. */
        TaskView: {
            /**
             * Format: int64
             * @description Minor units.
             */
            amount_minor: number;
            /**
             * Format: uuid
             * @description Of which case.
             */
            case_id: string;
            /** @description ISO 4217. */
            currency: string;
            /**
             * Format: date-time
             * @description By when.
             */
            due_at: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `vendor_refund`, `borrower_refund`, `return_collection`, `pay_balance` or `ask_for_invoice`. */
            kind: string;
            /** @description Of which month. */
            month: string;
            /**
             * Format: uuid
             * @description Of which order.
             */
            order_id: string;
            /** @description `open`, `overdue`, `done` or `met`. */
            state: string;
            /** @description The task. */
            task: Record<string, never>;
            /**
             * Format: uuid
             * @description With which contractor.
             */
            vendor_id: string;
        };
        /** @description A test message. */
        TestBody: {
            /** @description `en` (default) or `zh`, where the recipient has said nothing else. */
            language?: string | null;
            /** @description By the platform's own endpoint; only operators of the platform may. */
            platform?: boolean;
            /** @description `{"to": …, "via": …}` as in a rule, to one party. */
            step: Record<string, never>;
        };
        /**
         * @description Colours of the dashboard.
         * @enum {string}
         */
        Theme: "light" | "dark" | "auto";
        Timestamp: string | number;
        /** @description A new tracker. */
        TrackerBody: {
            /** @description IMEI or terminal id. */
            device_id: string;
            /** @description SIM. */
            iccid?: string | null;
            /** @description Model. */
            model?: string | null;
            /** @description e.g. `gt06`. */
            protocol: string;
            /** @description `wired`, `wireless` or `obd`. */
            role: string;
            /**
             * Format: int32
             * @description Seconds between wake-ups of a wireless one.
             */
            wake_interval_s?: number | null;
        };
        /** @description What changes of a tracker; what is left out stays. */
        TrackerPatch: {
            /** @description Model, where it decides what a device's codes mean. */
            model?: string | null;
            /**
             * Format: int32
             * @description The reporting interval it is configured to, seconds, 1 to 86400: what a chase goes back to.
             */
            report_interval_s?: number | null;
            /** @description A clone that sends no or wrong checksums: its frames are borne. */
            tolerate_checksum?: boolean | null;
        };
        /** @description A tracker. */
        TrackerView: {
            /**
             * Format: int32
             * @description Internal battery, percent.
             */
            battery_pct?: number | null;
            /** @description A connection is open. */
            connected?: boolean | null;
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description IMEI or terminal id. */
            device_id: string;
            /** @description SIM. */
            iccid?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: date-time
             * @description Last sign of life.
             */
            last_seen_at?: string | null;
            /** @description Model. */
            model?: string | null;
            /** @description What it speaks. */
            protocol: string;
            /**
             * Format: int32
             * @description The reporting interval it was last set to, seconds.
             */
            report_interval_s?: number | null;
            /** @description `wired`, `wireless` or `obd`. */
            role: string;
            /** @description `in_stock`, `assigned`, `installed`, `faulty` or `retired`. */
            stock: string;
            /** @description Its frames are borne without right checksums. */
            tolerate_checksum: boolean;
            /**
             * Format: uuid
             * @description In which vehicle it is now.
             */
            vehicle_id?: string | null;
            /**
             * Format: int32
             * @description Rises with each change.
             */
            version: number;
            /**
             * Format: int32
             * @description Seconds between wake-ups.
             */
            wake_interval_s?: number | null;
        };
        /** @description A piece of a track. */
        TrackPage: {
            /** @description Oldest first. */
            items: components["schemas"]["TrackPointView"][];
            /** @description Hand it back as `cursor` for the next page; null at the end. */
            next_cursor?: string | null;
            /** @description How exactly it is shown. */
            precision: components["schemas"]["Precision"];
            /** @description The rule of the law that keeps the precise places back, why, and what would do; null where none does. */
            withheld?: Record<string, never> | null;
        };
        /** @description A point of a track. */
        TrackPointView: {
            /**
             * Format: date-time
             * @description When, by the device.
             */
            at: string;
            /** @description From cell towers or Wi-Fi. */
            coarse_fix: boolean;
            /**
             * Format: int32
             * @description Degrees.
             */
            course?: number | null;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon: number;
            /**
             * Format: date-time
             * @description When it was received.
             */
            received_at: string;
            /**
             * Format: double
             * @description km/h.
             */
            speed_kph?: number | null;
            /**
             * Format: uuid
             * @description Which tracker.
             */
            tracker_id: string;
            /** @description The device vouches for it. */
            valid: boolean;
        };
        /** @description The trial balance over all cases */
        Trial: {
            /** @description Debits equal credits in every currency. */
            balanced: boolean;
            /** @description A line per account and currency. */
            items: components["schemas"]["TrialLine"][];
        };
        /** @description A line of the trial balance over all cases that the transaction sees. */
        TrialLine: {
            /** @description Of which account. */
            account: string;
            /**
             * Format: int64
             * @description Sum of its credits, minor units.
             */
            credit_minor: number;
            /** @description ISO 4217. */
            currency: string;
            /**
             * Format: int64
             * @description Sum of its debits, minor units.
             */
            debit_minor: number;
        };
        /** @description One type. */
        TypePrecision: {
            /** @description The months in which alerts of it were raised, oldest first. */
            months: components["schemas"]["MonthPrecision"][];
            /** @description The whole period. */
            total: components["schemas"]["VerdictShare"];
            /** @description Alert type, e.g. `removal`. */
            type: string;
        };
        /** @description What will come. */
        UploadBody: {
            /**
             * Format: int64
             * @description All of it, bytes.
             */
            bytes: number;
            /**
             * Format: uuid
             * @description A UUID of the client's own: announced again it is the same upload.
             */
            client_id: string;
            /** @description `photo`, `audio`, `video`, `signature` or `document`. */
            kind: string;
            /**
             * Format: double
             * @description Where: degrees north.
             */
            lat?: number | null;
            /**
             * Format: double
             * @description Where: degrees east.
             */
            lon?: number | null;
            /** @description In words. */
            note?: string | null;
            /** @description SHA-256 of all of it, 64 hexadecimal digits. */
            sha256: string;
            taken_at?: components["schemas"]["Timestamp"] | null;
        };
        /** @description How far an upload is. */
        UploadView: {
            /**
             * Format: int64
             * @description All of it, bytes.
             */
            bytes: number;
            /** @description Largest chunk that is taken, bytes. */
            chunk_bytes: number;
            /**
             * Format: uuid
             * @description The client's own.
             */
            client_id: string;
            /** @description It is whole, and evidence. */
            complete: boolean;
            evidence?: components["schemas"]["CaseFile"] | null;
            /**
             * Format: date-time
             * @description It is kept until then; each chunk moves it.
             */
            expires_at: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: int64
             * @description Bytes that are here: the next chunk begins there.
             */
            offset: number;
        };
        /** @description A user as others may see them: no proof in it. */
        User: {
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Disabled since.
             */
            disabled_at?: string | null;
            /** @description Shown to others. */
            display_name: string;
            /** @description Lower case. */
            email: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: uuid
             * @description The lender they work for; absent for operators of the platform.
             */
            lender_id?: string | null;
            /**
             * Format: date-time
             * @description Locked out until then.
             */
            locked_until?: string | null;
            /** @description One of the roles. */
            role: string;
        };
        /** @description A new user. */
        UserBody: {
            /**
             * Format: uuid
             * @description Which of its agents they are.
             */
            agent_id?: string | null;
            /** @description Their name. */
            display_name: string;
            /** @description Their address. */
            email: string;
            /** @description At least 12 characters. */
            password: string;
            /** @description Sees every lender; only operators of the platform may make one. */
            platform?: boolean;
            /** @description `admin`, `supervisor`, `risk_officer`, `legal`, `finance`, `yard_clerk`, `auditor` or `contractor`. */
            role: string;
            /**
             * Format: uuid
             * @description The vendor that a contractor works for.
             */
            vendor_id?: string | null;
        };
        /** @description Where the vehicles of a lender may be of which nothing else is said. */
        UsualRegions: {
            /** @description Codes of regions, at most 100; none: everywhere. */
            codes: string[];
        };
        /** @description A new vehicle. */
        VehicleBody: {
            /** @description `motorcycle`, `car` (default), `van` or `truck`: yards charge by it. */
            class?: string | null;
            /** @description Colour. */
            colour?: string | null;
            /** @description The lender's own key. */
            external_id?: string | null;
            /** @description Maker. */
            make?: string | null;
            /** @description Model. */
            model?: string | null;
            /**
             * Format: int32
             * @description Model year.
             */
            model_year?: number | null;
            /** @description Licence plate. */
            plate?: string | null;
            /** @description Vehicle identification number. */
            vin: string;
        };
        /** @description A vehicle and what is fitted to it. */
        VehicleDetail: components["schemas"]["VehicleView"] & {
            /** @description Its trackers. */
            trackers: components["schemas"]["TrackerView"][];
        };
        /** @description A page of vehicles. */
        VehiclePage: {
            /** @description The vehicles. */
            items: components["schemas"]["VehicleView"][];
            /** @description Hand it back as `cursor` for the next page, with the same order; null at the end. */
            next_cursor?: string | null;
            /** @description How many the filters choose in all. */
            total: number;
        };
        /** @description Where a vehicle may be. */
        VehicleRegions: {
            /** @description What holds for it; none: everywhere. */
            codes: string[];
            /** @description What is said of this vehicle: codes of regions, none: everywhere. Null: what holds for all. */
            own?: string[] | null;
        };
        /** @description A vehicle with what a list shows of it. */
        VehicleView: {
            /** @description Bucket of its loan. */
            bucket?: string | null;
            /** @description How large it is, as yards charge: `motorcycle`, `car`, `van` or `truck`. */
            class: string;
            /** @description Colour. */
            colour?: string | null;
            /** @description One of its trackers has a connection open. */
            connected: boolean;
            /** @description The lender's key of the contract. */
            contract_number?: string | null;
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /**
             * Format: int32
             * @description Days past due of its loan; null without one.
             */
            dpd?: number | null;
            /** @description The lender's own key. */
            external_id?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was last somewhere, by the device.
             */
            last_fix_at?: string | null;
            /**
             * Format: date-time
             * @description Last sign of life of any of its trackers.
             */
            last_seen_at?: string | null;
            /** @description Maker. */
            make?: string | null;
            /** @description Model. */
            model?: string | null;
            /**
             * Format: int32
             * @description Model year.
             */
            model_year?: number | null;
            /**
             * Format: int64
             * @description Alerts whose condition holds and that are not resolved.
             */
            open_alerts: number;
            /**
             * Format: uuid
             * @description Its open case.
             */
            open_case_id?: string | null;
            /** @description Licence plate; masked for some roles. */
            plate?: string | null;
            /**
             * Format: int32
             * @description Points of its risk score, 0 to 100; null where there is neither loan nor alert.
             */
            risk?: number | null;
            /** @description Their band: `green`, `watch`, `high` or `critical`. */
            risk_band?: string | null;
            /**
             * Format: date-time
             * @description Last change.
             */
            updated_at: string;
            /**
             * Format: int32
             * @description Rises with each change.
             */
            version: number;
            /** @description Vehicle identification number; masked for some roles. */
            vin: string;
            /** @description The worst of them. */
            worst_severity?: string | null;
        };
        /** @description A vendor with what keeps it from orders. */
        VendorDetail: components["schemas"]["VendorView"] & {
            /** @description Papers of it and its people that end within 30 days, or have. */
            expiring: Record<string, never>[];
            /** @description What is missing before it can be let in, or work. */
            gaps: Record<string, never>[];
            /**
             * Format: int32
             * @description Orders that it works on.
             */
            open_orders: number;
        };
        /** @description What rules ask of a contractor. */
        VendorFile: {
            /**
             * Format: date
             * @description The day of the last audit.
             * @default null
             */
            audited_on: string | null;
            /**
             * Format: date
             * @description The day of the last evaluation; a marked quarter counts as one, too.
             * @default null
             */
            evaluated_on: string | null;
            /**
             * @description It is on the list that the lender publishes.
             * @default null
             */
            listed: boolean | null;
        };
        /** @description A vendor. */
        VendorView: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `applicant`, `active`, `suspended` or `terminated`. */
            state: string;
            /** @description The whole vendor: profile, papers, marks. */
            vendor: Record<string, never>;
            /**
             * Format: int64
             * @description The ETag.
             */
            version: number;
        };
        /** @description The gate's answer. */
        Verdict: {
            /** @description As the gate was asked. */
            action: Record<string, never>;
            /** @description `allow`, `needs_approval` or `deny`, with every rule that had something to say. */
            decision: Record<string, never>;
            /** @description What keeps it from being done, and what would do. */
            obstacles: Record<string, never>[];
        };
        /** @description Verdicts, and the share of them that confirmed the alert. */
        VerdictShare: {
            /**
             * Format: int64
             * @description True, but harmless.
             */
            benign: number;
            /**
             * Format: int64
             * @description It was what it claimed.
             */
            confirmed: number;
            /**
             * Format: int64
             * @description It was not.
             */
            false_positive: number;
            /**
             * Format: double
             * @description Its upper end; 1 without any.
             */
            high: number;
            /**
             * Format: double
             * @description Lower end of the 95 % score interval (Wilson 1927); 0 without any.
             */
            low: number;
            /**
             * Format: double
             * @description Confirmed among all but tests, 0 to 1; null without any.
             */
            precision?: number | null;
            /**
             * Format: int64
             * @description Tests: they count for nothing.
             */
            test: number;
        };
        /** @description A visit to a known site. */
        VisitView: {
            /**
             * Format: date-time
             * @description Arrived.
             */
            arrive: string;
            /**
             * Format: date-time
             * @description Left; null while it lasts.
             */
            leave?: string | null;
            /**
             * Format: uuid
             * @description Which site.
             */
            site_id: string;
        };
        /** @description Which complaint. */
        WhichComplaint: {
            /** @description Its reference. */
            reference: string;
            /** @description Its secret. */
            secret: string;
        };
        /** @description Authorised work. */
        WindowBody: {
            /** @description Until, at most 14 days later. */
            ends_at: components["schemas"]["Timestamp"];
            /** @description Why. */
            reason: string;
            /** @description From. */
            starts_at: components["schemas"]["Timestamp"];
            /**
             * Format: uuid
             * @description On which vehicle.
             */
            vehicle_id: string;
        };
        /** @description The car of an order. */
        WorkCar: {
            /** @description Colour. */
            colour?: string | null;
            /** @description Maker. */
            make?: string | null;
            /** @description Model. */
            model?: string | null;
            /**
             * Format: int32
             * @description Model year.
             */
            model_year?: number | null;
            /** @description Licence plate. */
            plate?: string | null;
            /** @description Vehicle identification number. */
            vin: string;
        };
        /** @description The letter of an order. */
        WorkLetter: {
            /** @description On what ground. */
            basis: string;
            /** @description What its verification page is found by. */
            code: string;
            /** @description It holds now. */
            holds: boolean;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Where its proof is. */
            reference?: string | null;
            /**
             * Format: date-time
             * @description Until when it holds.
             */
            valid_to: string;
        };
        /** @description An order for its contractor. */
        WorkOrder: {
            /** @description What may be done now, and what keeps the contractor from the rest. */
            actions: components["schemas"]["OrderStep"][];
            /** @description Who is named on it. */
            agents: string[];
            /**
             * Format: date
             * @description A later last day that was asked for.
             */
            asked?: string | null;
            /** @description The car. */
            car: components["schemas"]["WorkCar"];
            /** @description Who is checked in, and when. */
            check_ins: Record<string, never>[];
            /** @description Who has the car: whoever hands it over next. */
            custodian: Record<string, never>;
            /**
             * Format: date
             * @description Last day.
             */
            ends_on: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description What to know. */
            instructions?: string | null;
            /** @description `repossess`, `tow`, ... */
            kind: string;
            /**
             * Format: double
             * @description Degrees north of the place it is about.
             */
            lat?: number | null;
            letter?: components["schemas"]["WorkLetter"] | null;
            /**
             * Format: double
             * @description Degrees east of it.
             */
            lon?: number | null;
            /**
             * Format: date-time
             * @description The position of the car can be looked at until then.
             */
            position_until?: string | null;
            /** @description `accepted`, `en_route`, `on_hold`, ... */
            state: string;
            /**
             * Format: int64
             * @description Counts changes.
             */
            version: number;
        };
        /** @description Where the car is, for the contractor who looks for it. */
        WorkPosition: {
            /**
             * Format: date-time
             * @description When it was there, by the tracker.
             */
            at?: string | null;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat?: number | null;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon?: number | null;
            /** @description A page with the same, for a driver without a login: with our address before it where that is configured. */
            page: string;
            /** @description Stops of the last three days, newest first. */
            stops: components["schemas"]["StayView"][];
            tonight?: components["schemas"]["NightPlace"] | null;
            /**
             * Format: date-time
             * @description The link lives until then.
             */
            until: string;
        };
        /** @description An alert of a yard. */
        YardAlert: {
            /**
             * Format: uuid
             * @description The car of which case has stood there for too long.
             */
            case_id?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `overdue_stay`, `nearly_full` or `full`. */
            kind: string;
            /**
             * Format: date-time
             * @description Since when, engine time.
             */
            raised_at: string;
            /** @description `warn` or `high`. */
            severity: string;
            /**
             * Format: date-time
             * @description When it was over, engine time; null: it is not.
             */
            withdrawn_at?: string | null;
            /**
             * Format: uuid
             * @description Of which yard.
             */
            yard_id: string;
        };
        /** @description A yard as it shall be. */
        YardBody: {
            /** @description Postal address. */
            address: string;
            /**
             * Format: int32
             * @description Cars it holds at most, 1 to 100 000.
             */
            bays: number;
            /** @description It takes no more cars. */
            closed?: boolean;
            /**
             * Format: double
             * @description Where: degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Where: degrees east.
             */
            lon: number;
            /** @description Its name. */
            name: string;
            /** @description When it receives and hands out cars. */
            opening_hours: string;
            /** @description `{"per_day": [["car", {"minor": 4000, "currency": "CNY"}]], "free_days": 0, "cap": null}`. */
            rates: Record<string, never>;
        };
        /** @description A yard and how full it is. */
        YardView: {
            /** @description What needs looking at there, at most 100. */
            alerts: components["schemas"]["YardAlert"][];
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: int32
             * @description Bays taken.
             */
            occupied: number;
            /**
             * Format: int64
             * @description The ETag.
             */
            version: number;
            /** @description The yard: name, place, bays, rates. */
            yard: Record<string, never>;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
