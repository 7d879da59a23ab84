package io.github.cacheconsistency.sample.jpa;

import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.orm.jpa.support.OpenEntityManagerInViewInterceptor;
import org.springframework.web.context.request.ServletWebRequest;

/** Runs work like a request under {@code spring.jpa.open-in-view}: with one EntityManager for the whole request. */
@TestComponent
class OpenRequest {

    private final OpenEntityManagerInViewInterceptor interceptor = new OpenEntityManagerInViewInterceptor();

    OpenRequest(EntityManagerFactory factory) {
        interceptor.setEntityManagerFactory(factory);
    }

    void run(Runnable work) {
        ServletWebRequest request = new ServletWebRequest(new MockHttpServletRequest());
        interceptor.preHandle(request);
        try {
            work.run();
        } finally {
            interceptor.afterCompletion(request, null);
        }
    }
}
