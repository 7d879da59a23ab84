package io.github.cacheconsistency.sample.jpa;

import org.springframework.http.HttpStatus;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. */
@RestController
@RequestMapping("/orders")
class OrderController {

    private final OrderService orders;

    OrderController(OrderService orders) {
        this.orders = orders;
    }

    @GetMapping("/{id}")
    Order order(@PathVariable long id) {
        Order order = orders.find(id);
        if (order == null) {
            throw new UnknownOrderException(id);
        }
        return order;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Order create() {
        return orders.create();
    }

    @PostMapping("/{id}/items")
    Order addItems(@PathVariable long id, @RequestParam int count) {
        return orders.addItems(id, count);
    }

    /** The client may repeat the request. */
    @ExceptionHandler(ObjectOptimisticLockingFailureException.class)
    @ResponseStatus(HttpStatus.CONFLICT)
    void changedMeanwhile() {}
}
