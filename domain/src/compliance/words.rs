//! The words in which rules, actions and facts speak of the same things.

wire_names! {
    /// A way of reaching somebody.
    Channel {
        /// A voice call.
        Call = "call",
        /// A text message.
        Sms = "sms",
        /// An e-mail.
        Email = "email",
        /// A letter.
        Letter = "letter",
        /// In person. Taking a car while the debtor is there is a contact too.
        Visit = "visit",
        /// A private messenger (WeChat, QQ, WhatsApp).
        Messenger = "messenger",
        /// A message in the lender's own app.
        App = "app",
    }
}

wire_names! {
    /// Who is contacted.
    Party {
        /// The debtor.
        Debtor = "debtor",
        /// Somebody who owes the same debt.
        CoDebtor = "co_debtor",
        /// The guarantor.
        Guarantor = "guarantor",
        /// The emergency contact that the debtor named.
        EmergencyContact = "emergency_contact",
        /// Family, household, neighbour.
        Household = "household",
        /// The employer or a colleague.
        Employer = "employer",
        /// Anybody else.
        ThirdParty = "third_party",
    }
}

impl Party {
    /// Owes the debt, and may be asked for it.
    pub fn is_liable(self) -> bool {
        matches!(self, Party::Debtor | Party::CoDebtor | Party::Guarantor)
    }
}

wire_names! {
    /// What came of a contact.
    ContactOutcome {
        /// They spoke.
        Conversation = "conversation",
        /// Nobody answered.
        NoAnswer = "no_answer",
        /// The number does not exist, or belongs to somebody else.
        InvalidNumber = "invalid_number",
        /// It was delivered, or a message was left.
        Delivered = "delivered",
    }
}

wire_names! {
    /// Where a letter goes.
    AddressKind {
        /// Home.
        Home = "home",
        /// The address that the debtor named for post.
        Postal = "postal",
        /// Work.
        Work = "work",
        /// A residents' committee, police, prosecutor or court (居委, 公检法).
        PublicOffice = "public_office",
        /// Another.
        Other = "other",
    }
}

wire_names! {
    /// What would be entered to reach a car.
    Premises {
        /// A public road or a car park that is open to everybody.
        OpenGround = "open_ground",
        /// A drive or yard without a gate.
        OpenDrive = "open_drive",
        /// Behind a gate, a lock or a door.
        ClosedStructure = "closed_structure",
        /// Where somebody lives.
        Dwelling = "dwelling",
    }
}

wire_names! {
    /// What happened in the field that must not happen, or that ends the attempt.
    Conduct {
        /// Somebody objected to the taking.
        Objection = "objection",
        /// Force against people or things.
        Force = "force",
        /// Threats.
        Threat = "threat",
        /// Insults, noise, abuse.
        Insult = "insult",
        /// A lock, gate or door was opened.
        LockedStructure = "locked_structure",
        /// A home was entered without leave.
        Intrusion = "intrusion",
        /// Somebody was held.
        Detention = "detention",
        /// Somebody was followed.
        Stalking = "stalking",
        /// Somebody was exposed in public (posters, paint, posts).
        PublicExposure = "public_exposure",
        /// Police helped without an order.
        PoliceHelp = "police_help",
        /// Somebody claimed to be police, court, bank or courier.
        Impersonation = "impersonation",
        /// Things were taken or touched.
        ThingsTaken = "things_taken",
    }
}

wire_names! {
    /// What an order to a contractor is about, as far as the law cares.
    OrderAim {
        /// Find the car and take it.
        Take = "take",
        /// Receive it from a borrower who hands it over.
        Receive = "receive",
        /// Get it out of an impound lot.
        Release = "release",
        /// Visit the borrower.
        Visit = "visit",
        /// Find out where the car is.
        Investigate = "investigate",
        /// Carry, keep, describe or open a car that is in hand.
        Handle = "handle",
        /// Sell it.
        Sell = "sell",
    }
}

impl OrderAim {
    /// The aim of an order of this kind, by the kind's wire name.
    pub fn of_order_kind(name: &str) -> Option<Self> {
        Some(match name {
            "repossess" => OrderAim::Take,
            "voluntary_surrender" => OrderAim::Receive,
            "impound_involuntary" | "impound_voluntary" => OrderAim::Release,
            "investigate" => OrderAim::Investigate,
            "field_visit" => OrderAim::Visit,
            "condition_report" | "tow" | "transport" | "store" | "make_keys" => OrderAim::Handle,
            "auction" | "consign" => OrderAim::Sell,
            _ => return None,
        })
    }

    /// It ends with the lender holding the car.
    pub fn takes(self) -> bool {
        matches!(self, OrderAim::Take | OrderAim::Receive | OrderAim::Release)
    }
}

wire_names! {
    /// How a car is sold, or otherwise turned into money.
    SaleChannel {
        /// An auction with open bids.
        OpenAuction = "open_auction",
        /// An auction with sealed bids.
        SealedAuction = "sealed_auction",
        /// At a price.
        FixedPrice = "fixed_price",
        /// By a dealer on commission.
        Consignment = "consignment",
        /// By a court.
        JudicialAuction = "judicial_auction",
        /// Back to the debtor or dealer.
        BuyBack = "buy_back",
    }
}

wire_names! {
    /// The contract.
    Product {
        /// A loan with the car as security.
        Loan = "loan",
        /// A finance lease: the lessor owns the car.
        FinanceLease = "finance_lease",
        /// Hire purchase or conditional sale.
        HirePurchase = "hire_purchase",
    }
}

wire_names! {
    /// What the lender is.
    LenderKind {
        /// A bank.
        Bank = "bank",
        /// A consumer finance company.
        ConsumerFinance = "consumer_finance",
        /// A small-loan company.
        SmallLoan = "small_loan",
        /// An auto-finance company.
        AutoFinance = "auto_finance",
        /// A leasing company.
        Leasing = "leasing",
        /// Another.
        Other = "other",
    }
}

wire_names! {
    /// A step of treatment before the car is taken.
    LadderStep {
        /// Calls.
        Calls = "calls",
        /// A letter.
        Letter = "letter",
        /// A lawyer's letter.
        LawyerLetter = "lawyer_letter",
        /// A visit.
        Visit = "visit",
    }
}

wire_names! {
    /// Proof that a sale was commercially reasonable.
    SaleEvidence {
        /// The notices that were served.
        Notices = "notices",
        /// Where it was advertised.
        Advertising = "advertising",
        /// What it was appraised at.
        Appraisal = "appraisal",
        /// The bids, with their times.
        Bids = "bids",
        /// What comparable cars were sold for.
        Comparables = "comparables",
    }
}

wire_names! {
    /// What the law of personal data wants on file.
    PrivacyRecord {
        /// Separate consent to the use of location.
        SeparateConsent = "separate_consent",
        /// The debtor was told why it is necessary.
        NecessityNotice = "necessity_notice",
        /// The impact assessment.
        ImpactAssessment = "impact_assessment",
        /// The contract with, and supervision of, who processes on behalf.
        ProcessorContract = "processor_contract",
        /// Separate consent to handing data to another.
        ThirdPartyConsent = "third_party_consent",
    }
}

wire_names! {
    /// Records by how long they are kept.
    RecordClass {
        /// Sound recordings of contacts.
        Recording = "recording",
        /// The log of contacts and what was done.
        ContactRecord = "contact_record",
        /// Training of agents.
        TrainingRecord = "training_record",
        /// Impact assessments of personal data.
        ImpactAssessment = "impact_assessment",
        /// Positions and tracks.
        Track = "track",
    }
}

wire_names! {
    /// What a debtor is charged for.
    FeeKind {
        /// For visiting and retaking.
        Retake = "retake",
        /// For giving personal things back.
        PropertyReturn = "property_return",
        /// For a device, its installation or a restart.
        Device = "device",
        /// For keeping the car.
        Storage = "storage",
        /// For whatever else it cost to carry, prepare and sell the car, and for lawyers and courts.
        Expenses = "expenses",
    }
}

wire_names! {
    /// Who agrees where a rule asks for approval.
    Approver {
        /// A supervisor.
        Supervisor = "supervisor",
        /// The lender's legal department.
        Legal = "legal",
        /// An administrator.
        Admin = "admin",
    }
}

wire_names! {
    /// Whether the debtor can be reached.
    Reach {
        /// Can be, or nothing else is known.
        Reachable = "reachable",
        /// The number is no longer theirs.
        NumberInvalid = "number_invalid",
        /// Dead.
        Dead = "dead",
        /// Not able to act.
        Incapable = "incapable",
    }
}
