//! Loans, arrears, buckets and the import of a book.
