-- Who else knows what is known of a subject: a deal what its person knows, a person's journey what its deals know.
select person as subject, deal as bearer from conversions
union all
select deal, person from conversions
