package io.github.cacheconsistency.sample.jpa;

import org.springframework.data.jpa.repository.JpaRepository;

/** The orders of the database. */
interface OrderRepository extends JpaRepository<Order, Long> {}
