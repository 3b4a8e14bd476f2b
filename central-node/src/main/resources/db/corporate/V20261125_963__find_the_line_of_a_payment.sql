-- Settlement asks for whom a payment was taken.
create index corporate_job_line_payment on corporate_job_line (payment_id)
  where payment_id is not null;
