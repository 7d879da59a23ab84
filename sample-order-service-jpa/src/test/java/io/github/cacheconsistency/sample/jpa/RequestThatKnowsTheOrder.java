package io.github.cacheconsistency.sample.jpa;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A request that has loaded the order before it reads the cache; in between another transaction adds an item. */
@TestComponent
@RestController
class RequestThatKnowsTheOrder {

    private final OrderRepository repository;
    private final OrderService service;

    RequestThatKnowsTheOrder(OrderRepository repository, OrderService service) {
        this.repository = repository;
        this.service = service;
    }

    @GetMapping("/known-orders/{id}")
    Order order(@PathVariable long id) {
        repository.findById(id).orElseThrow();
        Orders.elsewhere(() -> service.addItems(id, 1));
        return service.find(id);
    }
}
