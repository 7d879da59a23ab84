package io.github.cacheconsistency.sample.orders;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

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
    ResponseEntity<Order> create() {
        Order order = orders.create();
        URI location = ServletUriComponentsBuilder.fromCurrentRequest()
                .pathSegment("{id}")
                .build(order.id());
        return ResponseEntity.created(location).body(order);
    }

    @PutMapping("/{id}/status")
    Order changeStatus(@PathVariable long id, @Valid @RequestBody StatusChange change) {
        return orders.changeStatus(id, change.status());
    }

    /** The request body of a change of status. */
    record StatusChange(@NotNull OrderStatus status) {}
}
